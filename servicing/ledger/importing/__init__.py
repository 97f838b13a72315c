"""Takes a folder of files, one a table, into the books: every row is checked first, and all are loaded or none."""
