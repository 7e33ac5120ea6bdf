import pytest
from django.urls import reverse

from cases.admin.step_differences import SeenCase
from cases.evidence.models import Entry
from cases.models import Case


@pytest.fixture
def take(logged_in):
    """Send the form of a step; `seen` is what its page was made from, now if left out."""

    def send(user, case, slug, seen=None, **said):
        url = reverse("admin:cases_case_step", args=[case.pk, slug])
        read = seen or SeenCase.of(Case.objects.get(pk=case.pk))
        return logged_in(user).post(url, {"seen": str(read), **said})

    return send


def goes_to_the_case(answer, case, verb, by):
    """The act went through: back on the case's page, with its last entry."""
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == reverse("admin:cases_case_change", args=[case.pk])
    last = Entry.objects.order_by("-sequence").first()
    return (last.verb, last.thread, last.actor) == (verb, case.journal_name, by)
