from threading import Event, Thread

import pytest
from django.db import connection, transaction

from members import actions
from members.errors import GrantRefused
from members.models import Membership, User
from members.roles import Role
from tests.cast import Cast


def test_there_is_one_first_administrator(cast: Cast) -> None:
    assert cast.administrator
    with pytest.raises(GrantRefused, match="déjà un administrateur"):
        actions.create_first_administrator("paul@example.org", "Paul Second", "mot-de-passe-long")
    assert not User.objects.filter(email="paul@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_a_role_given_by_two_people_at_once_is_held_once() -> None:
    """The second reads before the first has committed: the database has the last word."""
    cast = Cast()
    person, board, administrator = cast.adherent, cast.board, cast.administrator
    given, outcome = Event(), []

    def second() -> None:
        given.wait(timeout=30)
        try:
            actions.grant_role(person, Role.LAWYER, chair=False, by=administrator)
        except GrantRefused as refusal:
            outcome.append(refusal)
        finally:
            connection.close()

    rival = Thread(target=second)
    rival.start()
    with transaction.atomic():
        actions.grant_role(person, Role.LAWYER, chair=False, by=board)
        given.set()
        # Long enough for the rival to pass its own check and wait on this row.
        rival.join(timeout=2)
    rival.join(timeout=30)
    assert [type(each) for each in outcome] == [GrantRefused]
    held = Membership.objects.filter(user=person, role=Role.LAWYER)
    assert [membership.granted_by for membership in held] == [board]
