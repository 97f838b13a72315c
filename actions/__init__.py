"""Rasa's custom actions: read slots, ask servicing, name the reply. No SQL, no sentences, no rules."""
