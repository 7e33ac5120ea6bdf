from allauth.account.adapter import DefaultAccountAdapter
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
