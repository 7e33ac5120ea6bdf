"""What each act on a selection of observations asks."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold import widgets

from cases.admin import fields
from cases.models import Case, Observation
from cases.triage.acts import cases_offered, duplicates_offered


class OpenCaseForm(forms.Form):
    title = fields.line(
        _("Titre du cas"),
        missing=_("Donnez un titre au cas."),
        help_text=_("Visible de tous les adhérents tant que le cas est ouvert."),
    )
    occurred_on = fields.day(_("Survenu le"), missing=_("Dites quel jour l’incident est survenu."))

    def __init__(self, observations: Sequence[Observation], data: QueryDict | None) -> None:
        first = min((item.current.observed_at for item in observations), default=None)
        super().__init__(
            data, initial={"occurred_on": timezone.localdate(first) if first else None}
        )


class AttachForm(forms.Form):
    case = fields.row(
        _("Cas"),
        Case.objects.none(),
        missing=_("Choisissez le cas auquel rattacher."),
        help_text=_("Les cas du même éditeur qui ne sont pas classés."),
    )

    def __init__(self, observations: Sequence[Observation], data: QueryDict | None) -> None:
        super().__init__(data)
        self.fields["case"].queryset = cases_offered(observations)  # type: ignore[attr-defined]


class DuplicateForm(forms.Form):
    of = fields.row(
        _("Doublon de"),
        Observation.objects.none(),
        missing=_("Choisissez l’observation qui reste comptée."),
        help_text=_("L’observation de la même organisation qui reste comptée."),
    )

    def __init__(self, observations: Sequence[Observation], data: QueryDict | None) -> None:
        super().__init__(data)
        self.fields["of"].queryset = duplicates_offered(observations)  # type: ignore[attr-defined]


class AskForm(forms.Form):
    text = fields.text(
        _("Votre question"),
        missing=_("Écrivez votre question."),
        help_text=_("L’observateur la lit sur la page de son observation."),
    )

    def __init__(self, observations: Sequence[Observation], data: QueryDict | None) -> None:
        super().__init__(data)


class ReasonForm(forms.Form):
    reason = fields.text(_("Motif"), missing=_("Donnez le motif."))

    def __init__(self, observations: Sequence[Observation], data: QueryDict | None) -> None:
        super().__init__(data)


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier"),
        error_messages={"required": _("Choisissez le fichier à importer.")},
        help_text=_("Au format « promesse-observations/1 » (JSON)."),
        widget=widgets.UnfoldAdminFileFieldWidget,
    )
