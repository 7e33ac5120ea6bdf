import io

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from members.models import Membership, User
from members.roles import Role
from tests.cast import Cast

PASSWORD = "une phrase que personne ne devine"


def create(monkeypatch: pytest.MonkeyPatch, password: str = PASSWORD, **options: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    out = io.StringIO()
    given = {"email": "Igor@Example.org", "full_name": "Igor Technique"} | options
    call_command("create_administrator", password_stdin=True, stdout=out, **given)
    return out.getvalue()


@pytest.mark.django_db
def test_the_first_administrator_can_log_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "igor@example.org" in create(monkeypatch)
    user = User.objects.get()
    assert user.email == "igor@example.org"
    assert user.check_password(PASSWORD)
    assert user.roles == {Role.ADMINISTRATOR}
    assert EmailAddress.objects.get(user=user).verified


def test_a_second_run_does_nothing_and_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cast.administrator
    assert "rien à faire" in create(monkeypatch)
    assert User.objects.get() == cast.administrator


def test_when_the_only_administrator_has_left_another_is_made(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    Membership.objects.filter(user=cast.administrator).update(until="2020-01-01")
    create(monkeypatch, email="autre@example.org")
    assert User.objects.get(email="autre@example.org").is_administrator


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password": "court"}, "au minimum 12"),
        ({"email": "pas une adresse"}, "adresse"),
        ({"full_name": " "}, "nom"),
    ],
)
def test_a_bad_answer_creates_nothing(
    changes: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match=sentence):
        create(monkeypatch, **changes)
    assert not User.objects.exists()


def test_an_address_already_taken_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="a déjà un compte"):
        create(monkeypatch, email=cast.adherent.email)
    assert cast.adherent.roles == {Role.MEMBER}


@pytest.mark.django_db
def test_nobody_at_the_keyboard_gets_told_the_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="--password-stdin"):
        call_command("create_administrator")


def answer(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("igor@example.org\nIgor Technique\n"))
    typed = iter(passwords)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    call_command("create_administrator", stdout=io.StringIO())


@pytest.mark.django_db
def test_what_is_not_given_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, PASSWORD, PASSWORD)
    assert User.objects.get().full_name == "Igor Technique"


@pytest.mark.django_db
def test_two_passwords_that_differ_create_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="diffèrent"):
        answer(monkeypatch, PASSWORD, "autre chose")
    assert not User.objects.exists()
