"""The relay: order, one at a time, and what happens when something fails."""
