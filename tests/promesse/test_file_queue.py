"""The queue in a folder, read and written by several processes at once."""

import json
from pathlib import Path
from queue import Empty
from threading import Event, Thread

import pytest
from kombu import Connection
from kombu.transport import filesystem

from promesse import celery_settings
from promesse.file_queue import Transport

MESSAGE = {"body": "x" * 200_000}


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "queue"


@pytest.fixture
def queue(folder):
    """As every process of the product opens it."""
    # What an earlier test bound to its folder is remembered by the process, for every folder.
    Transport.global_state.clear()
    connection = Connection(
        celery_settings.address("filesystem://"),
        transport_options=celery_settings.transport("filesystem://", queue=folder),
    )
    with connection:
        yield connection


def cut_messages(folder, put) -> int:
    """How many of those seen under their final name could not be read whole."""
    done, cut = Event(), []

    def read():
        while not done.is_set():
            for message in folder.glob("*.celery.msg"):
                try:
                    json.loads(message.read_bytes())
                except FileNotFoundError:
                    continue
                except ValueError:
                    cut.append(message.name)

    reader = Thread(target=read)
    reader.start()
    for _ in range(50):
        put("celery", MESSAGE)
        for message in folder.glob("*.celery.msg"):
            message.unlink()
    done.set()
    reader.join()
    return len(cut)


def test_the_product_s_own_transport_is_used(queue):
    assert isinstance(queue.transport, Transport)


def test_a_message_has_its_name_once_it_is_whole(queue, folder):
    assert cut_messages(folder, queue.default_channel._put) == 0


@pytest.mark.slow
def test_kombu_s_own_queue_shows_messages_that_are_not_whole(queue, folder):
    theirs = filesystem.Channel._put
    assert cut_messages(folder, lambda *told: theirs(queue.default_channel, *told)) > 0


def test_a_message_cut_short_is_passed_over_and_the_next_one_comes(queue, folder):
    line = queue.SimpleQueue("celery")
    (folder / "0_cut.celery.msg").write_text('{"body": "ab')
    line.put("whole")
    assert line.get(timeout=5).payload == "whole"
    assert list(folder.glob("*.msg*")) == []


def test_a_message_that_finds_no_room_leaves_nothing_behind(queue, folder, monkeypatch):
    monkeypatch.setattr(Path, "rename", _no_room)
    with pytest.raises(queue.channel_errors):
        queue.default_channel._put("celery", MESSAGE)
    assert [each.name for each in folder.iterdir()] == ["control"]


def _no_room(*_paths):
    raise OSError(28, "No space left on device")


def test_a_table_is_bound_in_turn_by_many_at_once(folder):
    def bind(number):
        options = celery_settings.transport("filesystem://", queue=folder)
        with Connection("filesystem://localhost", transport_options=options) as own:
            own.default_channel._queue_bind("all", "", "", f"queue-{number}")
            bound.append(len(own.default_channel.get_table("all")))

    bound: list[int] = []
    threads = [Thread(target=bind, args=[number]) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    table = json.loads((folder / "control" / "all.exchange").read_text())
    assert (len(bound), len(table)) == (20, 20)


def test_an_empty_queue_says_so(queue):
    with pytest.raises(Empty):
        queue.default_channel._get("celery")
