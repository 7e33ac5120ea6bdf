import pytest
from django.urls import reverse

STRIP = "les observations de janvier 2018 sont une reconstitution"


def log_in_page(client) -> str:
    return client.get(reverse("account_login")).content.decode()


@pytest.mark.django_db
def test_a_demonstration_says_on_every_page_that_its_observations_are_a_reconstruction(
    client, settings
):
    settings.DEMO = True
    assert STRIP in log_in_page(client)
    settings.DEMO = False
    assert STRIP not in log_in_page(client)


@pytest.mark.django_db
def test_the_source_of_this_version_is_offered_where_an_address_is_given(client, settings):
    settings.SOURCE_URL = "https://code.example.org/promesse"
    assert 'href="https://code.example.org/promesse"' in log_in_page(client)


@pytest.mark.django_db
def test_the_foot_names_the_association(client, settings):
    settings.ASSOCIATION_NAME = "Association des revendeurs du Nord"
    assert "Association des revendeurs du Nord" in log_in_page(client)


@pytest.mark.django_db
def test_the_page_on_accessibility_says_where_to_write(client, settings):
    page = client.get(reverse("accessibility")).text
    assert f'<a href="mailto:{settings.CONTACT_EMAIL}">{settings.CONTACT_EMAIL}</a>' in page
