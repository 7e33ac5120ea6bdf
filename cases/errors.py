"""Refusals that a person reads: each says what is so and what to do."""


class Refused(Exception):
    """An act that the rules do not allow now. The message is French, for the person who tried."""


class StepRefused(Refused):
    """The case or observation is no longer where the person saw it: someone acted first."""


class VersionRefused(Refused):
    """The observation was added to or corrected since the person opened it."""


class GuardRefused(Refused):
    """A guard of the procedure (G1 to G6 of the association's rules) is not met."""
