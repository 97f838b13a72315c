"""Lives that no single cause describes: several troubles at once, and one that the books cannot explain."""
