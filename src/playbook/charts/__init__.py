"""Pictures of the figures: on a terminal, and as a file."""
