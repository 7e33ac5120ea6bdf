"""The acts on losses and claims. Page, command and task call the same ones."""

from cases.claims.actions.losses import (
    Frame,
    declare_loss,
    describe_sheet,
    document_loss,
    open_sheet,
    prove_loss,
    verify_loss,
    withdraw_loss,
)

__all__ = [
    "Frame",
    "declare_loss",
    "describe_sheet",
    "document_loss",
    "open_sheet",
    "prove_loss",
    "verify_loss",
    "withdraw_loss",
]
