from cases.claims.views.claim_acts import (
    claim_act,
    offer_answer,
)
from cases.claims.views.claims import (
    claim_detail,
    claim_list,
    claim_open,
    claim_paper,
    claim_recovery,
)
from cases.claims.views.contracts import (
    claim_contracts,
    contract_add,
    contract_correct,
    contract_detail,
    contract_file,
    contract_list,
)
from cases.claims.views.erasing import hold_lift, person_erasure, person_hold
from cases.claims.views.grounds import (
    claim_element,
    claim_ground,
    claim_ground_set_aside,
    claim_grounds,
    claim_rights,
    rights,
)
from cases.claims.views.knowing import claim_known
from cases.claims.views.lines import (
    loss_correct,
    loss_declare,
    loss_document,
    loss_line,
    loss_step,
)
from cases.claims.views.perceptions import (
    claim_perceptions,
    perception_add,
    perception_correct,
    perception_withdraw,
)
from cases.claims.views.sheets import (
    loss_sheet,
    loss_sheet_describe,
    loss_sheet_open,
)

__all__ = [
    "claim_act",
    "claim_contracts",
    "claim_detail",
    "claim_element",
    "claim_ground",
    "claim_ground_set_aside",
    "claim_grounds",
    "claim_known",
    "claim_list",
    "claim_open",
    "claim_paper",
    "claim_perceptions",
    "claim_recovery",
    "claim_rights",
    "contract_add",
    "contract_correct",
    "contract_detail",
    "contract_file",
    "contract_list",
    "hold_lift",
    "loss_correct",
    "loss_declare",
    "loss_document",
    "loss_line",
    "loss_sheet",
    "loss_sheet_describe",
    "loss_sheet_open",
    "loss_step",
    "offer_answer",
    "perception_add",
    "perception_correct",
    "perception_withdraw",
    "person_erasure",
    "person_hold",
    "rights",
]
