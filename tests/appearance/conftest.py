import pytest

from tests.access.rows import ROLES
from tests.access.world import World
from tests.appearance.shown import Shown, shown_to
from tests.cast import Cast
from tests.chromium import browser

__all__ = ["browser"]


@pytest.fixture
def world(transactional_db: None, cast: Cast) -> World:
    """Committed, since a server of its own reads it."""
    return World(cast)


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def pages(world: World, role: str) -> list[Shown]:
    return shown_to(world, role)
