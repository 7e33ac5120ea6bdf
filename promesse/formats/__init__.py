"""How Django writes dates itself, at the desk: as `members.typography`, the month in full."""
