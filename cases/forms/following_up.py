from typing import TypedDict
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.reporting import submission_from
from cases.vocabulary import CallsLoad, FollowUpStatus


class SaidNow(TypedDict):
    status: FollowUpStatus
    calls_load: CallsLoad | None
    submission: UUID


class FollowUpForm(forms.Form):
    """Two buttons; how busy the phones are may be said with either."""

    status = forms.ChoiceField(
        choices=FollowUpStatus,
        error_messages={"required": _("Dites si c’est encore bloqué ou si tout remarche.")},
    )
    calls_load = forms.TypedChoiceField(
        label=_("Appels, de 0 à 5"),
        choices=[
            ("", _("sans réponse")),
            *CallsLoad.choices,
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    submission = forms.CharField(required=False, widget=forms.HiddenInput)

    def said(self) -> SaidNow:
        given = self.cleaned_data
        load = given["calls_load"]
        return {
            "status": FollowUpStatus(given["status"]),
            "calls_load": None if load is None else CallsLoad(load),
            "submission": submission_from(given["submission"]),
        }
