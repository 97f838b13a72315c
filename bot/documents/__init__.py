"""Certificates on paper: words from the language files, facts from the certificate, the same bytes each time."""
