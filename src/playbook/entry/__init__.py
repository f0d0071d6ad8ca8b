"""One journal file as text by question id.

The journal is a markdown file that its owner reads, edits and greps. This room reads the answers in it,
puts in new ones, sets them aside and takes them back, and loses no byte of anything else. It knows no
types of questions, no files, no terminal and no clock.
"""

from playbook.entry.entry import Entry
from playbook.entry.follow_ups import FollowUp
from playbook.entry.front import Field
from playbook.entry.place import Place
from playbook.entry.text import ID, Answer
from playbook.entry.verify import DisloyalSave, verify

__all__ = ["ID", "Answer", "DisloyalSave", "Entry", "Field", "FollowUp", "Place", "verify"]
