"""What the processes of the tests, forked from one that has loaded this, would each make anew."""

import gc

from playbook.schema import schema

schema()  # Reading a playbook needs most of what it is made of.
gc.collect()
gc.freeze()
