from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordMixin
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from members.account_forms import name_what_is_missing
from members.models import User

PASSWORD_FIELDS = SetPasswordMixin.create_password_fields(
    label1=_("Mot de passe"), label2=_("Le même mot de passe, encore une fois")
)


class PasswordChoiceForm(SetPasswordMixin[User], forms.Form):
    """The password of an account that does not exist yet, typed twice."""

    password1, password2 = PASSWORD_FIELDS

    def __init__(self, person: User, data: QueryDict | None = None) -> None:
        super().__init__(data)
        name_what_is_missing(self)
        self.person = person
        self.fields["password2"].help_text = ""

    def clean(self) -> dict[str, Any] | None:
        self.validate_passwords()
        self.validate_password_for_user(self.person, "password1")
        return super().clean()
