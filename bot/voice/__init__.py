"""The words: from a reply's name, a language and facts to what a borrower reads. Runs in both environments."""
