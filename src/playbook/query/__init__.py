"""Finding things in the journal: which entries are meant, and which lines.

How an answer is read is told by its question's type, as far as its playbook can be read.
"""
