"""What is written down about the work, and what must not be."""
