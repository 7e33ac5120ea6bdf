"""Acts that start at the same moment, each in a thread with a connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def together(*acts: Callable[[], object]) -> list[object]:
    """What each returned or raised, in their order."""
    barrier = Barrier(len(acts), timeout=30)
    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(lambda act: _outcome(act, barrier), acts))


def _outcome(act: Callable[[], object], barrier: Barrier) -> object:
    try:
        connection.ensure_connection()
        barrier.wait()
        return act()
    except Exception as error:  # noqa: BLE001  # the test looks at it
        return error
    finally:
        connection.close()


def winners(outcomes: Sequence[object]) -> list[object]:
    return [each for each in outcomes if not isinstance(each, Exception)]


def losers(outcomes: Sequence[object]) -> set[type]:
    return {type(each) for each in outcomes if isinstance(each, Exception)}
