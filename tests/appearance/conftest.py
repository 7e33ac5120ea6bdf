import pytest
from allauth.account.models import EmailAddress

from tests.access.rows import ROLES
from tests.access.world import World
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
