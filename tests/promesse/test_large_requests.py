"""What is too large is refused by what it announces: nobody waits until it has come in."""

import pytest

from cases.evidence.models import Item


@pytest.mark.django_db
@pytest.mark.parametrize("announced", ["53687091200", "110100481", "-1", "x"])
def test_a_request_that_announces_too_much_is_answered_before_it_is_read(
    announced, cast, logged_in
):
    client = logged_in(cast.adherent)
    answer = client.post("/signaler/", CONTENT_LENGTH=announced)
    assert answer.status_code == 413
    assert "envoyez vos fichiers en plusieurs fois" in answer.text
    assert not Item.objects.exists()


@pytest.mark.django_db
def test_the_largest_that_may_be_handed_in_at_once_goes_through(cast, logged_in, settings):
    settings.LARGEST_REQUEST = 60
    client = logged_in(cast.adherent)
    assert client.post("/langue/", {"language": "en"}).status_code == 413
    settings.LARGEST_REQUEST = 10_000
    assert client.post("/langue/", {"language": "en"}).status_code == 302
