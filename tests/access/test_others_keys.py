"""A key of someone else's row, put into one's own form, opens nothing and tells nothing."""

from uuid import UUID

import pytest
from django.urls import reverse
from knox.models import AuthToken

from cases.models import Observation, Question
from tests import factories
from tests.access.markers import read_against_the_rules
from tests.access.rows import rows
from tests.access.scenes import scene
from tests.access.visits import content_of


def test_a_question_is_not_answered_through_an_observation_of_one_s_own(world):
    own = factories.observation(world.people["other_member"], on=world.product)
    url = reverse("question-answer", args=[own.pk, world.question.pk])
    response = world.client("other_member").post(url, {"answer": "À la place d’un autre."})
    assert response.status_code == 404
    assert read_against_the_rules("other_member", "question-answer", content_of(response)) == []
    assert Question.objects.get(pk=world.question.pk).answer == ""


def test_a_submission_of_another_is_not_the_observation_that_comes_back(world):
    [row] = rows(f"api-observation-list post {'201 ' * 8}")
    submission: UUID = world.observation.submission
    response = world.client("other_member").post(
        reverse(row.name), scene(world, row).sent(), headers={"Idempotency-Key": str(submission)}
    )
    assert response.status_code == 201
    assert read_against_the_rules("other_member", row.name, content_of(response)) == []
    made = Observation.objects.get(pk=response.json()["id"])
    assert made.organisation == world.people["other_member"].organisation


@pytest.mark.parametrize("role", ["other_member", "board", "administrator"])
def test_a_token_of_another_is_not_revoked(world, role):
    held = AuthToken.objects.create(user=world.people["member"])[0]
    world.client(role).post(reverse("token-list"), {"revoke": held.digest})
    assert AuthToken.objects.filter(pk=held.pk).exists()
