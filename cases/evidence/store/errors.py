class StoredFileAltered(Exception):
    """What was read back is not what was written."""


class StoreDown(OSError):
    """The storage did not answer, or refused."""
