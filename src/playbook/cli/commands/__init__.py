"""One module for each of our own commands; each has `add`, which adds it to the app."""
