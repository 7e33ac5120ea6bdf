from cases.claims.views.lines import loss_declare, loss_document, loss_line, loss_step
from cases.claims.views.sheets import loss_sheet, loss_sheet_describe, loss_sheet_open

__all__ = [
    "loss_declare",
    "loss_document",
    "loss_line",
    "loss_sheet",
    "loss_sheet_describe",
    "loss_sheet_open",
    "loss_step",
]
