"""How a walk is put to somebody: in a full terminal, line by line, or where nobody is there."""
