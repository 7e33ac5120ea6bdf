from collections.abc import Collection

import qrcode  # type: ignore[import-untyped]
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import translation

from members.language import chosen_in_browser, keep_language, language_of
from members.models import User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """A language chosen before the log-in becomes the person's, if they have none."""
        language = chosen_in_browser(request)
        if language and not user.language:
            keep_language(user, language)
        super().login(request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """In the language of its reader, whoever asked for it."""
        reader = User.objects.filter(email__iexact=email).first()
        with translation.override(language_of(reader) if reader else translation.get_language()):
            super().send_mail(template_prefix, email, context)


class FactorAdapter(DefaultMFAAdapter):
    def is_mfa_enabled(
        self, user: AbstractBaseUser | AnonymousUser, types: Collection[str] | None = None
    ) -> bool:
        """A page asks for each kind in turn: they are read once for it. An act reads each time."""
        request = context.request
        if not isinstance(user, User) or request is None or request.method != "GET":
            return bool(super().is_mfa_enabled(user, types))
        held = user.factors_held
        return bool(held if types is None else held.intersection(types))

    def build_totp_svg(self, url: str) -> str:
        """Any mask can be read: to look for the most even of eight takes longer than the rest of
        the page. A screen has no stains: few signs are there to mend what could not be read."""
        code = qrcode.QRCode(mask_pattern=0, error_correction=qrcode.ERROR_CORRECT_L)
        code.add_data(url, optimize=0)
        rows = code.get_matrix()
        drawn = "".join(_runs(row, y) for y, row in enumerate(rows))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows)} {len(rows)}">'
            f'<path d="{drawn}" fill="#000"/></svg>'
        )


def _runs(row: list[bool], y: int) -> str:
    ends = [x for x in range(1, len(row)) if row[x] != row[x - 1]]
    return "".join(f"M{a},{y}H{b}V{y + 1}H{a}z" for a, b in zip(ends[::2], ends[1::2], strict=True))
