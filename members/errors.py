"""Refusals that a person reads: each says what is so and what to do."""


class MembersRefused(Exception):
    """An act on people that the rules do not allow now. The message is French."""


class GrantRefused(MembersRefused):
    """A role that cannot be given or ended, or not by this person."""


class InvitationRefused(MembersRefused):
    """An invitation that cannot be sent or revoked."""


class InvitationUnknown(MembersRefused):
    """A link that we never made, or that was altered on the way."""


class InvitationSpent(MembersRefused):
    """A link of ours that opens nothing any more: used, revoked or too old."""
