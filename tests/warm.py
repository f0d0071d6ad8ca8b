"""What the processes of the tests, forked from one that has loaded this, would each make anew."""

import gc
from datetime import date

from playbook.dates import in_full
from playbook.reading.playbooks import read_playbook
from playbook.schema import schema
from playbook.shelf import shipped_folder

schema()  # Reading a playbook needs most of what it is made of.
for path in shipped_folder().glob("*/review.toml"):
    # Each language has its words for days.
    in_full(date.min, date.max, read_playbook(path, path.name).language)
gc.collect()
gc.freeze()
