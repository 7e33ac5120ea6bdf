"""The schedule of a case's exhibits, at the desk."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import actions
from cases.admin import step_forms
from cases.admin.step_page import EVERY_STATE, StepPage
from cases.models import Case
from members.models import User


def _nothing_to_exhibit(case: Case, user: User) -> str:
    if step_forms.not_exhibited(case).exists():
        return ""
    return _("Tous les fichiers remis sur ce cas sont déjà des pièces, ou aucun n’a été remis.")


def _nothing_to_move(case: Case, user: User) -> str:
    if case.exhibits.movable().count() > 1:
        return ""
    return _("Il faut deux pièces qui ne figurent encore dans aucun dossier.")


def _nothing_to_withdraw(case: Case, user: User) -> str:
    return "" if case.exhibits.exhibited().exists() else _("Aucune pièce n’est au bordereau.")


def _exhibit(case: Case, by: User, seen: int, form: forms.Form) -> object:
    return actions.exhibit_item(case, by=by, **form.cleaned_data)


def _move(case: Case, by: User, seen: int, form: forms.Form) -> object:
    said = form.cleaned_data
    return actions.move_exhibit(said["exhibit"], to=said["to"], by=by, seen=said["order"])


def _withdraw(case: Case, by: User, seen: int, form: forms.Form) -> object:
    said = form.cleaned_data
    return actions.withdraw_exhibit(said["exhibit"], by=by, reason=said["reason"])


EXHIBIT = StepPage(
    "verser-une-piece",
    gettext_lazy("Verser une pièce"),
    step_forms.ExhibitForm,
    EVERY_STATE,
    _nothing_to_exhibit,
    _exhibit,
    gettext_lazy("La pièce est au bordereau."),
)
MOVE = StepPage(
    "ordonner-les-pieces",
    gettext_lazy("Ordonner les pièces"),
    step_forms.MoveExhibitForm,
    EVERY_STATE,
    _nothing_to_move,
    _move,
    gettext_lazy("Le nouvel ordre est enregistré."),
)
WITHDRAW = StepPage(
    "retirer-une-piece",
    gettext_lazy("Retirer une pièce"),
    step_forms.WithdrawExhibitForm,
    EVERY_STATE,
    _nothing_to_withdraw,
    _withdraw,
    gettext_lazy("La pièce est retirée."),
)
PAGES = (EXHIBIT, MOVE, WITHDRAW)
