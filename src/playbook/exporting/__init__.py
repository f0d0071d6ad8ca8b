"""The journal as one table, for the tools that count: a row an entry, a column a question."""
