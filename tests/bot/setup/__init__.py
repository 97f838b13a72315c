"""Set-up, tested with tiny stand-ins for uv, Python and Rasa; none of these builds the real environments."""
