"""What counsel orders for a whole cohort: a common part, and an annex a claimant."""
