"""What is taken in and what is not, before a byte is kept: no row, no clock."""
