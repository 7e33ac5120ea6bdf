"""The acts on losses and claims. Page, command and task call the same ones."""

from cases.claims.actions.contracts import (
    Terms,
    attach_contract_file,
    correct_contract,
    put_contracts_forward,
    register_contract,
)
from cases.claims.actions.grounds import put_pieces_forward, select_ground, set_ground_aside
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
    "Terms",
    "attach_contract_file",
    "correct_contract",
    "declare_loss",
    "describe_sheet",
    "document_loss",
    "open_sheet",
    "prove_loss",
    "put_contracts_forward",
    "put_pieces_forward",
    "register_contract",
    "select_ground",
    "set_ground_aside",
    "verify_loss",
    "withdraw_loss",
]
