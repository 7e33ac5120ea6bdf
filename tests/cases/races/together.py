"""Acts that start at the same moment, each in a thread with a connection of its own.

Every test that takes `race` is run twice. As the product is: one act wins. And as its own negative
control, with what keeps the acts apart taken away: then its assertions must fail, or they could not
have told. The control judges the test, not the product: it is in the full run alone.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from copy import copy
from functools import partial
from threading import Barrier, BrokenBarrierError, Event

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model, QuerySet

from cases.errors import Refused
from members.errors import MembersRefused
from tests.emptying import empty_tables

type Act = Callable[[], object]

# What a guard that holds costs a race: the time after which the others are known to be kept out.
PATIENCE = 0.2
# Nobody waits so long, on a busy machine either, but for somebody who will never come.
DEADLOCK = 120
WRITES = ("INSERT", "UPDATE", "DELETE")
# How PostgreSQL is asked for the journal, and for who waits for a lock.
JOURNAL = "SELECT pg_advisory_xact_lock"
WAITING = """
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""

CONTROL = pytest.param(
    "control",
    marks=[
        pytest.mark.slow,
        pytest.mark.xfail(
            raises=AssertionError, strict=True, reason="without its guard, this race is lost"
        ),
    ],
)


def together(
    *acts: Act, before: str | tuple[str, ...] = WRITES, without: Sequence[str] = ()
) -> list[object]:
    """What each returned or raised, in their order. Each waits before its first write for the
    others to have read what it read, as long as they are not kept from it."""
    meeting = Barrier(len(acts), timeout=PATIENCE)

    def meet() -> None:
        with suppress(BrokenBarrierError):
            meeting.wait()

    return _run(acts, lambda place, act: _hooked(act, before, meet))


def in_turn(first: Act, second: Act) -> list[object]:
    """What each returned or raised. `first` stops where it asks for the journal, with the rows that
    it holds; `second` goes on until it waits for one of them, or has ended; then `first` does.

    On SQLite one act writes at a time, so `second` comes after."""
    asks, goes_on = Event(), Event()

    def stop() -> None:
        asks.set()
        goes_on.wait(DEADLOCK)

    def runner(place: int, act: Act) -> object:
        ending = (asks, goes_on, goes_on)[place]
        if place:
            asks.wait(DEADLOCK)
        try:
            return act() if place else _hooked(act, JOURNAL, stop)
        finally:
            ending.set()

    def until_one_waits() -> None:
        while not (goes_on.is_set() or _one_waits()):
            goes_on.wait(0.01)

    return _run((first, second, until_one_waits), runner)[:2]


def outrun(act: Act, by: Act) -> object:
    """What `act` returns or raises when someone else does `by` between what it read and its first
    write: so it is each time, where two who start `together` may not meet.

    On PostgreSQL: on SQLite nobody writes while an act does."""

    def meanwhile() -> None:
        [outcome] = _run([by], lambda _place, act: act())
        if isinstance(outcome, Exception):
            raise outcome

    return _hooked(act, WRITES, meanwhile)


def _one_waits() -> bool:
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone() is not None


class Unguarded:
    """The same, with no transaction, no lock, each conditional UPDATE read then saved, and
    `without` the constraints named. All read; then they write in the order given."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch
        self.put_back: list[Act] = []

    def __call__(
        self, *acts: Act, before: str | tuple[str, ...] = WRITES, without: Sequence[str] = ()
    ) -> list[object]:
        for constraint in without:
            self._drop(constraint)
        self.patch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows.all())
        self.patch.setattr(QuerySet, "update", _read_then_save)
        # SQLite begins a transaction at a savepoint.
        self.patch.setattr(BaseDatabaseWrapper, "savepoint", lambda connection: None)
        everyone_has_read = Barrier(len(acts), timeout=DEADLOCK)
        ended = [Event() for _ in acts]

        def in_turn(place: int, act: Act) -> object:
            def wait() -> None:
                everyone_has_read.wait()
                if place:
                    ended[place - 1].wait(DEADLOCK)

            # A transaction that is said to be open already is neither begun nor ended.
            connection.in_atomic_block = True
            try:
                return _hooked(act, before, wait)
            finally:
                connection.in_atomic_block = False
                ended[place].set()

        outcomes = _run(acts, in_turn)
        self.patch.undo()
        faults = [each for each in outcomes if isinstance(each, Exception) and not _refused(each)]
        if everyone_has_read.broken and len(faults) < len(outcomes):
            pytest.skip(f"they did not meet, and nothing is shown: {outcomes}")
        if faults:
            told = f"the control shows nothing: its acts broke down: {outcomes}"
            raise ExceptionGroup(told, faults)
        return outcomes

    def _drop(self, name: str) -> None:
        """A constraint by its name, or the uniqueness of a « table.column »."""
        table, _, column = name.rpartition(".")
        if table:
            model = next(each for each in apps.get_models() if each._meta.db_table == table)
            self._share(model, model._meta.get_field(column))
            return
        model, constraint = next(
            (model, constraint)
            for model in apps.get_models()
            for constraint in model._meta.constraints
            if constraint.name == name
        )
        model._meta.constraints.remove(constraint)
        _change_table("remove_constraint", model, constraint)
        self.put_back.append(partial(model._meta.constraints.append, constraint))
        self.put_back.append(partial(_change_table, "add_constraint", model, constraint))

    def _share(self, model: type[Model], field: Field) -> None:
        shared = copy(field)
        shared._unique = False
        _change_table("alter_field", model, field, shared)
        self.put_back.append(partial(_change_table, "alter_field", model, shared, field))

    def restore(self) -> None:
        if self.put_back:
            empty_tables()
        for step in self.put_back:
            step()


def _change_table(change: str, *of: object) -> None:
    with connection.schema_editor() as schema:
        getattr(schema, change)(*of)


@pytest.fixture(params=["guarded", CONTROL])
def race(
    request: pytest.FixtureRequest, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., list[object]]]:
    if request.param == "guarded":
        yield together
        return
    unguarded = Unguarded(monkeypatch)
    yield unguarded
    unguarded.restore()


def winners(outcomes: Sequence[object]) -> list[object]:
    return [each for each in outcomes if not isinstance(each, Exception)]


def losers(outcomes: Sequence[object]) -> set[type]:
    return {type(each) for each in outcomes if isinstance(each, Exception)}


def one_wins(outcomes: Sequence[object], refusal: type[Exception]) -> int:
    """The place of the one that won."""
    assert (len(winners(outcomes)), losers(outcomes)) == (1, {refusal}), outcomes
    return outcomes.index(winners(outcomes)[0])


def sentence(outcomes: Sequence[object]) -> str:
    """What the only loser reads."""
    (loser,) = (each for each in outcomes if isinstance(each, Exception))
    return str(loser)


def _run(acts: Sequence[Act], runner: Callable[[int, Act], object]) -> list[object]:
    start = Barrier(len(acts), timeout=DEADLOCK)

    def outcome(place: int, act: Act) -> object:
        try:
            connection.ensure_connection()
            start.wait()
            return runner(place, act)
        except Exception as error:  # noqa: BLE001  # the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(outcome, range(len(acts)), acts))


def _hooked(act: Act, before: str | tuple[str, ...], wait: Callable[[], None]) -> object:
    waited = False

    def hook(execute, sql, params, many, context):
        nonlocal waited
        if not waited and sql.startswith(before):
            waited = True
            wait()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hook):
        return act()


_update = QuerySet.update


def _read_then_save(rows: QuerySet, **values: object) -> int:
    computed = {
        f"{name}_to_save": value
        for name, value in values.items()
        if hasattr(value, "resolve_expression")
    }
    read = list(rows.annotate(**computed).values("pk", *computed))
    for row in read:
        to_save = {name: row.get(f"{name}_to_save", value) for name, value in values.items()}
        _update(rows.model._base_manager.filter(pk=row["pk"]), **to_save)
    return len(read)


def _refused(error: Exception) -> bool:
    return isinstance(error, Refused | MembersRefused)
