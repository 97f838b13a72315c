"""The only code of ours that runs inside Rasa's own environment; it imports neither servicing nor actions."""
