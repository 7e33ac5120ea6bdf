"""Refusals of this part that a caller may want to tell apart."""

from cases.errors import Refused


class ReferenceRefused(Refused):
    """A data file would change a row that may have been used."""


class UnknownSemester(Refused):
    """No rate is known for a semester: none is ever supposed."""


class ReferenceMissing(Refused):
    """The tables of reference were never loaded here."""


class LossRefused(Refused):
    """Answers that cannot be true together, or would count something twice."""
