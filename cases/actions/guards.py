"""What every act of the committee checks or takes first."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.errors import GuardRefused
from cases.evidence.journal import Subject
from cases.evidence.models import Entry
from cases.models import Case
from cases.words import act_in_words
from members.models import User


def refuse_outsiders(by: User) -> None:
    if not by.sits_on_committee:
        raise PermissionDenied


def require(text: str, message: str) -> None:
    if not text.strip():
        raise GuardRefused(message)


def refuse_future(day: date) -> None:
    if day > timezone.localdate():
        raise GuardRefused(_("Cette date n’est pas encore venue : notez ce qui a eu lieu."))


def refuse_out_of_course(case: Case, day: date) -> None:
    """What is done about an incident has a day since then, and one that has come."""
    refuse_future(day)
    if day < case.occurred_on:
        raise GuardRefused(_("Cette date précède l’incident : vérifiez le jour et l’année."))


def with_last_act(refusal: str, subject: Subject) -> str:
    """The refusal, and who did what last on its subject and when, for the one who came second."""
    told = Entry.objects.filter(subject=subject.journal_name).select_related("actor")
    last = told.order_by("-sequence").first()
    return f"{refusal} {act_in_words(last, timezone.get_current_timezone())}" if last else refusal


def hold(case: Case) -> Case:
    """Lock the case's row until the transaction ends, and read it again."""
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    case.refresh_from_db()
    return case
