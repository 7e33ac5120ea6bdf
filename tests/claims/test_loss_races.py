"""Two people at once on one sheet."""

from functools import partial

from cases.claims import actions
from cases.claims.errors import LossRefused
from cases.claims.models import LossDocument, LossLine, LossSheet
from cases.claims.references import load_references
from cases.claims.states import LossState
from cases.errors import StepRefused, VersionRefused
from cases.evidence.models import Entry
from tests import factories
from tests.cases.races.together import losers, one_wins
from tests.claims.claiming import hand_over
from tests.claims.declaring import HOURLY, MORNING, PROOF, declare

# What the organisation has handed in: read after what is there, and before the chain's head.
BEFORE_THE_JOURNAL = "SELECT SUM("


def opened(cast):
    load_references()
    return actions.open_sheet(factories.case(cast), by=cast.adherent)


def copy(row):
    return type(row).objects.get(pk=row.pk)


def test_two_colleagues_open_one_sheet(cast, race):
    case = factories.case(cast)
    outcomes = race(
        *(partial(actions.open_sheet, case, by=who) for who in (cast.adherent, cast.colleague)),
        without=["loss_sheet_once_a_case_and_organisation"],
    )
    assert losers(outcomes) == set()
    assert list(LossSheet.objects.all()) == [outcomes[0]] == [outcomes[1]]
    assert Entry.objects.filter(verb="losses.sheet_opened").count() == 1


def test_an_hour_declared_twice_at_once_is_counted_once(cast, race):
    sheet = opened(cast)
    outcomes = race(
        partial(declare, copy(sheet), cast.adherent, "support_hours", MORNING, HOURLY),
        partial(
            declare,
            copy(sheet),
            cast.colleague,
            "support_hours",
            "Alice Martin ; 09/01/2018 ; 12:00 ; 14:00",
            HOURLY,
        ),
    )
    one_wins(outcomes, LossRefused)
    assert LossLine.objects.count() == 1
    assert Entry.objects.filter(verb="losses.declared").count() == 1


def test_of_two_frames_one_is_kept(cast, race):
    sheet = opened(cast)
    outcomes = race(
        *(
            partial(
                actions.describe_sheet,
                copy(sheet),
                actions.Frame(True, cap, None, None, None),
                by=cast.adherent,
                seen=1,
            )
            for cap in (100, 200)
        )
    )
    kept = one_wins(outcomes, VersionRefused)
    assert LossSheet.objects.get().cap == (100, 200)[kept]


def test_a_file_sent_twice_at_once_documents_a_loss_once(cast, race):
    line = declare(opened(cast), cast.adherent)
    outcomes = race(
        *(
            partial(actions.document_loss, copy(line), PROOF, by=who)
            for who in (cast.adherent, cast.colleague)
        ),
        before=BEFORE_THE_JOURNAL,
    )
    assert losers(outcomes) == set()
    assert list(LossDocument.objects.all()) == [outcomes[0]] == [outcomes[1]]
    assert Entry.objects.filter(verb="losses.document_attached").count() == 1


def documented(cast):
    line = declare(opened(cast), cast.adherent)
    actions.document_loss(line, PROOF, by=cast.adherent)
    return line


def test_a_loss_is_withdrawn_or_verified(cast, race):
    line = documented(cast)
    frame = actions.Frame(True, None, None, None, cast.committee)
    actions.describe_sheet(line.sheet, frame, by=cast.adherent, seen=1)
    outcomes = race(
        partial(actions.verify_loss, copy(line), by=cast.committee),
        partial(actions.withdraw_loss, copy(line), by=cast.adherent),
    )
    first = one_wins(outcomes, StepRefused)
    assert copy(line).state == (LossState.VERIFIED, LossState.WITHDRAWN)[first]


def test_a_loss_is_withdrawn_once(cast, race):
    line = declare(opened(cast), cast.adherent)
    outcomes = race(
        *(
            partial(actions.withdraw_loss, copy(line), by=who)
            for who in (cast.adherent, cast.colleague)
        )
    )
    one_wins(outcomes, StepRefused)
    assert Entry.objects.filter(verb="losses.withdrawn").count() == 1


def test_a_loss_is_proved_once(cast, race):
    line = documented(cast)
    factories.mandate(cast, line.sheet.case)
    hand_over(line.sheet)
    outcomes = race(*(partial(actions.prove_loss, copy(line), by=cast.lawyer) for _ in range(2)))
    one_wins(outcomes, StepRefused)
    assert Entry.objects.filter(verb="losses.proved").count() == 1
