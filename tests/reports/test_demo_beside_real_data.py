import pytest
from django.core.management import CommandError, call_command

from cases.models import Observation
from members.models import User


@pytest.mark.django_db
def test_the_demonstration_never_enters_a_base_that_has_accounts(settings, cast):
    settings.DEMO = True
    cast.adherent  # noqa: B018
    before = User.objects.count()
    with pytest.raises(CommandError, match="ne se mêle pas à de vraies"):
        call_command("demo")
    assert User.objects.count() == before
    assert not Observation.objects.exists()


@pytest.mark.django_db
def test_the_demonstration_is_refused_outside_its_mode(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="PROMESSE_DEMO=yes"):
        call_command("demo")
    assert not User.objects.exists()
