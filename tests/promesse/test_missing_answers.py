"""What was left empty is asked for by its name: never « Ce champ est obligatoire »."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import SimpleNamespace

import pytest
from allauth.core import context
from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.module_loading import import_string

from members import account_forms
from members.forms import PasswordChoiceForm
from members.models import User
from tests.cast import Cast, LogIn

OURS = ("cases", "members", "promesse", "reports")
# They take their sentences as they are made, as allauth makes its fields.
MADE_BY_HAND = {PasswordChoiceForm.__module__, account_forms.__name__}
DEFAULT = forms.Field.default_error_messages["required"]


def every_form() -> set[type[forms.BaseForm]]:
    for package in OURS:
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            if ".migrations" not in module.name and module.name != "promesse.gunicorn":
                import_module(module.name)
    return {form for form in below(forms.BaseForm) if form.__module__.partition(".")[0] in OURS}


def below(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for each in form.__subclasses__():
        yield each
        yield from below(each)


def unnamed(fields: dict[str, forms.Field]) -> list[str]:
    """Required, and answered by Django's sentence or by none."""
    return [
        name
        for name, field in fields.items()
        if field.required and str(field.error_messages["required"]) in {"", str(DEFAULT)}
    ]


def test_every_form_of_the_product_names_what_it_lacks():
    found = every_form()
    assert len(found) > 50
    faults = {
        f"{form.__module__}.{form.__name__}": names
        for form in found
        if form.__module__ not in MADE_BY_HAND
        and (names := unnamed(getattr(form, "base_fields", {})))
    }
    assert faults == {}


def test_the_walk_finds_djangos_sentence_where_it_stands():
    class Plain(forms.Form):
        name = forms.CharField()
        note = forms.CharField(required=False)
        reason = forms.CharField(error_messages={"required": "Donnez le motif."})

    assert unnamed(Plain.base_fields) == ["name"]


@pytest.mark.parametrize("model", ["cases.publisher", "cases.product", "members.organisation"])
def test_the_records_kept_at_the_desk_name_what_they_lack(cast: Cast, rf, model: str) -> None:
    request = rf.get("/")
    request.user = cast.committee
    page = next(
        each for kind, each in admin.site._registry.items() if kind._meta.label_lower == model
    )
    fields = page.get_form(request).base_fields
    assert any(field.required for field in fields.values())
    assert unnamed(fields) == []


@pytest.mark.parametrize("path", [*settings.ACCOUNT_FORMS.values(), *settings.MFA_FORMS.values()])
def test_the_forms_of_the_account_name_what_they_lack(cast: Cast, rf, path: str) -> None:
    form = import_string(path)
    request = rf.get("/")
    request.session, request.user = {}, cast.adherent
    with context.request_context(request):
        made = form(**what_it_needs(form, cast.adherent))
    assert any(field.required for field in made.fields.values())
    assert unnamed(made.fields) == []


def what_it_needs(form: type[forms.Form], user: User) -> dict[str, object]:
    key = SimpleNamespace(wrap=lambda: SimpleNamespace(name="Clé de bureau"))
    theirs = form.__bases__[0]
    if theirs.__name__ == "EditWebAuthnForm":
        return {"instance": key}
    asks_nobody = {"LoginForm", "LoginWebAuthnForm", "ResetPasswordForm"}
    return {} if theirs.__name__ in asks_nobody else {"user": user}


def test_the_password_of_an_invitation_is_asked_for_by_its_name():
    assert (
        unnamed(PasswordChoiceForm(User(full_name="Inès", email="ines@example.org")).fields) == []
    )


def test_an_empty_log_in_is_answered_by_two_sentences(client, db):
    said = client.post("/compte/login/", {}).text
    assert "Écrivez votre adresse électronique." in said
    assert "Écrivez votre mot de passe." in said
    assert str(DEFAULT) not in said


def test_the_desk_answers_an_empty_publisher_by_its_name(cast: Cast, logged_in: LogIn) -> None:
    said = logged_in(cast.committee).post("/bureau/cases/publisher/add/", {}).text
    assert "Écrivez le nom de l’éditeur." in said
    assert str(DEFAULT) not in said
