class ContentRefused(Exception):
    """The content breaks a guard, so no document may be made from it."""
