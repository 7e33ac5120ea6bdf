import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from reports import demonstration
from reports.models import Dossier
from reports.states import DossierState, Stage
from tests.access.rows import ROLES
from tests.access.world import World
from tests.appearance import morning, tour
from tests.appearance.shown import Shown, shown_to
from tests.cast import Cast


@pytest.fixture
def world(transactional_db: None, cast: Cast) -> World:
    """Committed, since a server of its own reads it; everyone has confirmed their address."""
    made = World(cast)
    for user in made.people.values():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return made


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def pages(world: World, role: str) -> list[Shown]:
    return shown_to(world, role)


@pytest.fixture
def stops(db, settings, tmp_path):
    """The tour through a demonstration with a morning's work."""
    settings.DEMO = True
    settings.PROMESSE_HOME = tmp_path
    demonstration.load()
    # No worker here: what it would have made is not what is counted.
    Dossier.objects.update(
        state=DossierState.READY,
        stage=Stage.DONE,
        ready_at=timezone.now(),
        size=1,
        sha256="0" * 64,
    )
    return tour.stops(morning.fill())
