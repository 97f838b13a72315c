"""Clues that more than one cause asks for; each is a pure function from a view to an answer."""
