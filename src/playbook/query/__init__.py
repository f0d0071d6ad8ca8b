"""Finding things in the journal: which entries are meant, and which lines.

It reads every entry and knows no playbook's types: an answer is looked at as it stands.
"""
