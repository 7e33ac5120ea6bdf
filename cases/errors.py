"""Refusals that a person reads: each says what is so and what to do."""


class Refused(Exception):
    """An act that the rules do not allow now. The message is French, for the person who tried."""


class StepRefused(Refused):
    """What is acted on is no longer where the person saw it: someone acted first."""


class VersionRefused(Refused):
    """It was added to or corrected since the person opened it."""


class GuardRefused(Refused):
    """A guard of the procedure (docs/guards.md) or a rule of what may be written is not met."""
