"""How often the diagnosis is right: borrowers whose trouble is known, asked through the door, and counted."""
