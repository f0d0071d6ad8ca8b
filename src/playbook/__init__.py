"""A calm walk through a hard moment, kept in markdown files that you own."""

__version__ = "0.1.0"
