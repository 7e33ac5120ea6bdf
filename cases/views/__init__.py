from cases.views.attaching import (
    attachment_describe,
    case_attachments,
    observation_attachments,
)
from cases.views.attachments import attachment_download, attachment_preview
from cases.views.cases import case_detail, case_list
from cases.views.comparing import comparison
from cases.views.following_up import follow_up
from cases.views.home import home
from cases.views.me_too import me_too
from cases.views.notes import advice_note_sign, private_note_erase, private_notes
from cases.views.observations import observation_detail, observation_list, question_answer
from cases.views.receipt import observation_receipt
from cases.views.reporting import (
    observation_report,
    report_check,
    report_discard,
    report_question,
    report_send,
)
from cases.views.revising import (
    observation_revise,
    observation_revise_section,
    observation_withdraw,
)

__all__ = [
    "advice_note_sign",
    "attachment_describe",
    "attachment_download",
    "attachment_preview",
    "case_attachments",
    "case_detail",
    "case_list",
    "comparison",
    "follow_up",
    "home",
    "me_too",
    "observation_attachments",
    "observation_detail",
    "observation_list",
    "observation_receipt",
    "observation_report",
    "observation_revise",
    "observation_revise_section",
    "observation_withdraw",
    "private_note_erase",
    "private_notes",
    "question_answer",
    "report_check",
    "report_discard",
    "report_question",
    "report_send",
]
