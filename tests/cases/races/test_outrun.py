"""Who was outrun between what they read and what they write: refused, or given what is there."""

from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from cases.actions import report_observation
from cases.claims.actions import describe_association
from cases.claims.models import AssociationProfile
from cases.errors import VersionRefused
from cases.models import Observation
from members import actions as members
from members.errors import InvitationSpent
from members.invitations import token_for
from members.models import User
from tests import factories
from tests.cases.races.together import outrun
from tests.members.test_actions import PASSWORD, invite

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="on SQLite nobody writes while an act does"
)


def test_the_same_answers_sent_meanwhile_are_one_observation(cast):
    sent = partial(
        report_observation,
        factories.statement(),
        product=factories.product(),
        by=cast.adherent,
        submission=uuid4(),
    )
    assert outrun(sent, by=sent) == Observation.objects.get()


def test_a_link_revoked_meanwhile_opens_no_account(cast):
    invitation = invite(cast.board)
    with pytest.raises(InvitationSpent, match="annulée"):
        outrun(
            partial(members.accept_invitation, token_for(invitation), PASSWORD),
            by=partial(members.revoke_invitation, invitation, by=cast.board),
        )
    assert not User.objects.filter(email="nina@example.org").exists()


def test_a_description_of_the_association_that_came_meanwhile_is_not_written_over(cast):
    told = {"statutes_article": "2"}
    first, second = cast.administrator, cast.board
    with pytest.raises(VersionRefused):
        outrun(
            partial(describe_association, told, by=second, seen=0),
            by=partial(describe_association, told, by=first, seen=0),
        )
    assert AssociationProfile.objects.get().written_by == first
