import pytest
from django.urls import reverse

from cases.evidence.models import Entry


@pytest.fixture
def take(logged_in):
    def send(user, case, slug, seen=None, **said):
        url = reverse("admin:cases_case_step", args=[case.pk, slug])
        return logged_in(user).post(url, {"seen": seen or case.version, **said})

    return send


def goes_to_the_case(answer, case, verb, by):
    """The act went through: back on the case's page, with its last entry."""
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == reverse("admin:cases_case_change", args=[case.pk])
    last = Entry.objects.order_by("-sequence").first()
    return (last.verb, last.thread, last.actor) == (verb, case.journal_name, by)
