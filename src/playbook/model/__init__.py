"""What a playbook may say. It knows no files, no terminal and no clock."""
