"""What goes to a person: the case, its number and its queue."""
