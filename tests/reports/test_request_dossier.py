import json
import socket
import time

import pytest
from django.core.exceptions import PermissionDenied

from cases.errors import Refused, StepRefused
from cases.evidence.models import Entry
from reports import actions
from reports.content import IncidentReport
from reports.models import Dossier
from reports.states import DossierState, Stage
from tests import factories
from tests.reports import dossiers


def test_a_request_freezes_what_will_be_printed_and_says_so(cast):
    case = factories.relayed_case(cast)
    dossier = actions.request_dossier(case, by=cast.committee)
    assert (dossier.state, dossier.stage, dossier.number) == (
        DossierState.REQUESTED,
        Stage.FROZEN,
        1,
    )
    entry = Entry.objects.get(subject=dossier.journal_name)
    assert (entry.verb, entry.actor, entry.thread) == (
        "dossier.requested",
        cast.committee,
        case.journal_name,
    )
    assert entry.details == {"number": 1, "content": dossier.content_digest}


def test_what_is_frozen_reads_back_with_its_digest(cast):
    asked = dossiers.requested(cast)
    dossier = Dossier.objects.get(pk=asked.pk)
    frozen = IncidentReport.from_json(json.dumps(dossier.content))
    assert frozen.digest() == dossier.content_digest


def test_what_changes_after_the_request_is_not_in_the_document(cast):
    case = factories.case(cast)
    dossier = actions.request_dossier(case, by=cast.committee)
    case.publisher.name = "Nom changé"
    case.publisher.save()
    assert "Nom changé" not in str(Dossier.objects.get(pk=dossier.pk).content)


def test_a_second_request_waits_for_the_first_and_says_whose_it_is(cast):
    case = factories.case(cast)
    actions.request_dossier(case, by=cast.committee)
    with pytest.raises(StepRefused, match=r"Chloé Commission a déjà demandé un dossier le .*: il"):
        actions.request_dossier(case, by=cast.second_committee)
    assert Dossier.objects.count() == 1
    assert Entry.objects.filter(verb="dossier.requested").count() == 1


def test_versions_are_numbered_in_each_case(cast):
    case = factories.case(cast)
    assert dossiers.ready(cast, case).number == 1
    assert dossiers.ready(cast, case).number == 2
    assert dossiers.requested(cast).number == 1


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_asks_for_a_dossier(cast, who):
    case = factories.case(cast)
    with pytest.raises((Refused, PermissionDenied)):
        actions.request_dossier(case, by=getattr(cast, who))
    assert not Dossier.objects.exists()


def test_a_worker_is_woken_once_the_rows_are_kept(
    cast, broker, tmp_path, django_capture_on_commit_callbacks
):
    queue = tmp_path / "queue"
    (queue / "control").mkdir(parents=True)
    broker("filesystem://", dossiers.folders(queue))
    with django_capture_on_commit_callbacks(execute=True):
        dossier = dossiers.requested(cast)
        assert dossiers.messages(queue) == []
    [message] = dossiers.messages(queue)
    assert message["headers"]["task"] == "reports.tasks.produce_dossier"
    assert str(dossier.pk) in message["headers"]["argsrepr"]


def test_with_redis_down_the_request_answers_and_waits_in_its_row(
    cast, broker, django_capture_on_commit_callbacks, caplog, closed_port
):
    broker(f"redis://127.0.0.1:{closed_port}/0", {"socket_connect_timeout": 2, "max_retries": 1})
    with django_capture_on_commit_callbacks() as woken:
        dossier = dossiers.requested(cast)
    begun = time.monotonic()
    for wake in woken:
        wake()
    assert time.monotonic() - begun < 5
    assert f"the queue did not take dossier {dossier.pk}" in caplog.text
    assert Dossier.objects.get().state == DossierState.REQUESTED


def test_with_the_queue_s_folder_unusable_too(
    cast, broker, django_capture_on_commit_callbacks, caplog, tmp_path
):
    (tmp_path / "queue").write_text("a file where the folder should be")
    broker("filesystem://", dossiers.folders(tmp_path / "queue"))
    with django_capture_on_commit_callbacks(execute=True):
        dossier = dossiers.requested(cast)
    assert f"the queue did not take dossier {dossier.pk}" in caplog.text
    assert Dossier.objects.get().state == DossierState.REQUESTED


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
