"""One file a command of `python -m bot`; the folder is the register."""
