"""Files that somebody wrote, read into what they mean; and what is wrong with them, with its line."""
