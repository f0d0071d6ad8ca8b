"""Everything that can be looked over before it matters: playbooks, the configuration and the entries.

Nothing here changes anything. What is found is said with its line, in words that say what would be right.
"""
