from cases.errors import Refused


class FileRefused(Refused):
    """A file that is not kept; the message names the file, the cause and the cure."""


class NotKept(FileRefused):
    """The store is full, or does not answer: it is no fault of the file's."""
