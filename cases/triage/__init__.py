"""Step 1, as the desk and the board see it: what waits, what it may belong to, what can be done."""
