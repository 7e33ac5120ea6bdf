"""A button of a case: from which states, what stops this person, what it asks."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from cases.admin.fields import Words
from cases.models import Case
from cases.states import CaseState
from members.models import User

EVERY_STATE = frozenset(CaseState)


@dataclass(frozen=True)
class StepPage:
    slug: str
    label: Words
    form: Callable[[Case, QueryDict | None], forms.Form]
    sources: frozenset[CaseState]
    why_not: Callable[[Case, User], str]
    act: Callable[[Case, User, int, forms.Form], object]
    done: Words

    def obstacle(self, case: Case, user: User) -> str:
        """What stops this person now; empty if nothing does."""
        if case.state not in self.sources:
            wanted = ", ".join(f"« {s.label} »" for s in CaseState if s in self.sources)
            return _("Possible sur un cas %(states)s.") % {"states": wanted}
        return self.why_not(case, user)
