"""The figures: entries of a journal to numbers. Pure: no files, no terminal, no clock."""
