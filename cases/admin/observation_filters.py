"""What the list of observations is narrowed to, beside its own columns."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Observation, Question
from cases.states import ObservationState


class QueueFilter(admin.SimpleListFilter):
    title = gettext_lazy("file")
    parameter_name = "file"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("attente", _("En attente")), ("rattachees", _("Rattachées à un cas"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Observation]) -> QuerySet[Observation]:
        if self.value() == "attente":
            return rows.filter(case=None, state=ObservationState.RECEIVED)
        return rows.exclude(case=None) if self.value() == "rattachees" else rows


class QuestionFilter(admin.SimpleListFilter):
    title = gettext_lazy("questions")
    parameter_name = "questions"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("ouvertes", _("Une question attend sa réponse"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Observation]) -> QuerySet[Observation]:
        if self.value() != "ouvertes":
            return rows
        waiting = Question.objects.filter(observation=OuterRef("pk"), answered_at=None)
        return rows.filter(Exists(waiting))
