"""Making playbooks one's own: the copy that is edited, a small one to start from, an answers file."""
