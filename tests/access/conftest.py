import pytest

from tests.access.world import World
from tests.cast import Cast


@pytest.fixture
def world(cast: Cast) -> World:
    return World(cast)
