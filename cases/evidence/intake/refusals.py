from cases.errors import Refused


class FileRefused(Refused):
    """A file that is not kept; the message names the file, the cause and the cure."""
