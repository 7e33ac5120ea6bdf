"""Tokens of the API: who gets one, and when it stops opening anything."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import extend_schema
from knox.models import AuthToken
from rest_framework import serializers, status
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from members.models import User
from members.tokens import MembershipTokenAuthentication


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = MembershipTokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization"}


class CredentialsSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False)


class TokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField()
    expiry = serializers.DateTimeField()


class TokenView(APIView):
    """A token against e-mail and password, under the same limits as the log-in page."""

    authentication_classes = (MembershipTokenAuthentication,)

    def get_permissions(self) -> list[Any]:
        return [IsAuthenticated() if self.request.method == "DELETE" else AllowAny()]

    @extend_schema(request=CredentialsSerializer, responses={201: TokenSerializer})
    def post(self, request: Request) -> Response:
        given = CredentialsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = _authenticated(request, given.validated_data)
        if is_mfa_enabled(user) or (user.needs_second_factor and not settings.DEMO):
            raise PermissionDenied(
                _("Votre compte demande un second facteur : créez votre jeton depuis le site.")
            )
        held, token = AuthToken.objects.create(user=user)
        shown = TokenSerializer({"token": token, "expiry": held.expiry})
        return Response(shown.data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Revoke the token that the request bears."""
        request.auth.delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


def _authenticated(request: Request, credentials: dict[str, str]) -> User:
    try:
        user = get_adapter().authenticate(request._request, **credentials)
    except ValidationError as error:
        raise Throttled(detail=" ".join(error.messages)) from error
    if not isinstance(user, User):
        raise AuthenticationFailed(_("Adresse ou mot de passe inconnus."))
    return user
