from cases.forms.answering import AnswerForm, WithdrawForm
from cases.forms.comparing import ComparisonForm
from cases.forms.filtering import CaseFilterForm
from cases.forms.following_up import FollowUpForm
from cases.forms.noting import AdviceNoteForm, PrivateNoteForm
from cases.forms.own_observations import OwnObservationsForm
from cases.forms.reporting import submission_from
from cases.forms.revising import SectionForm
from cases.forms.statement import StatementForm
from cases.forms.taking_away import PurposeForm

__all__ = [
    "AdviceNoteForm",
    "AnswerForm",
    "CaseFilterForm",
    "ComparisonForm",
    "FollowUpForm",
    "OwnObservationsForm",
    "PrivateNoteForm",
    "PurposeForm",
    "SectionForm",
    "StatementForm",
    "WithdrawForm",
    "submission_from",
]
