from cases.forms.answering import AnswerForm, WithdrawForm
from cases.forms.comparing import ComparisonForm
from cases.forms.filtering import CaseFilterForm
from cases.forms.reporting import ReportForm, submission_from
from cases.forms.revising import ReviseForm
from cases.forms.statement import StatementForm

__all__ = [
    "AnswerForm",
    "CaseFilterForm",
    "ComparisonForm",
    "ReportForm",
    "ReviseForm",
    "StatementForm",
    "WithdrawForm",
    "submission_from",
]
