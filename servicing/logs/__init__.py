"""What a process writes down about its work: one line an event, and nobody's private matters in it."""
