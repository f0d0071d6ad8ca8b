"""The command line: parse, wire, and turn an error into words and a status."""
