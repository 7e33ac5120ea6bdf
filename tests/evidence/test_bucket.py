"""The same files in a bucket: S3 as moto speaks it, over HTTP; and storages out of order."""

import hashlib
import io
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from moto.server import ThreadedMotoServer

from cases import actions
from cases.evidence import custody, store
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received
from cases.evidence.store import bucket
from cases.models import Attachment
from tests import factories

pytestmark = pytest.mark.slow

FILE = Received(b"%PDF-1.7 un constat", "constat.pdf", "application/pdf")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """moto needs a port that it is given."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    moto = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    moto.start()
    yield f"127.0.0.1:{port}"
    moto.stop()


@pytest.fixture
def kept(server, settings) -> Iterator[object]:
    """The bucket, empty; looked at from outside."""
    client = boto3.resource(
        "s3",
        endpoint_url=f"http://{server}",
        aws_access_key_id="k",
        aws_secret_access_key="s",
        region_name="us-east-1",
    )
    made = client.create_bucket(Bucket="promesse")
    settings.FILES_URL = f"s3+http://k:s@{server}/promesse"
    yield made
    made.objects.all().delete()
    made.delete()
    client.meta.client.close()


def names(kept) -> list[str]:
    return [each.key for each in kept.objects.all()]


@contextmanager
def out_of_order(settings, answer: int | None):
    """A storage that answers this to everything; None: that never answers."""
    asked: list[str] = []
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline(65_537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            asked.append(self.command)
            if answer is None:
                over.wait()
            else:
                self.send_response(answer)
                self.send_header("Content-Length", "0")
                self.end_headers()
            self.close_connection = True

        def log_message(self, *said: object) -> None:
            """Nothing on the screen of the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        thread = threading.Thread(target=serving.serve_forever, args=(0.05,))
        thread.start()
        settings.FILES_URL = f"s3+http://k:s@127.0.0.1:{serving.server_port}/promesse"
        try:
            yield asked
        finally:
            over.set()
            serving.shutdown()
            thread.join()


def test_a_file_is_kept_once_under_its_own_digest_and_read_back(kept):
    sha256 = store.keep(b"un constat")
    assert sha256 == hashlib.sha256(b"un constat").hexdigest() == store.keep(b"un constat")
    assert names(kept) == [f"sha256/{sha256[:2]}/{sha256[2:4]}/{sha256}"]
    with store.open_kept(sha256) as opened:
        assert opened.read() == b"un constat"
    store.discard(sha256)
    assert not store.has(sha256)
    assert names(kept) == []


def test_a_large_file_is_whole(kept):
    content = bytes(range(256)) * 100_000
    with store.open_kept(store.keep(content)) as opened:
        assert opened.read() == content


def test_a_digest_that_was_never_kept_is_not_found(kept):
    with pytest.raises(FileNotFoundError):
        store.open_kept("0" * 64)


def test_what_the_storage_changed_is_refused_and_not_kept(kept, monkeypatch):
    save = bucket.S3Storage.save
    monkeypatch.setattr(
        bucket.S3Storage, "save", lambda self, name, _file: save(self, name, io.BytesIO(b"UN"))
    )
    with pytest.raises(store.StoredFileAltered):
        store.keep(b"un constat")
    assert names(kept) == []


def test_what_a_killed_process_left_is_swept_after_a_day(kept, monkeypatch):
    kept.put_object(Key="tmp/left", Body=b"un")
    whole = store.keep(b"un constat")
    assert store.sweep_unfinished() == 0
    monkeypatch.setattr(bucket, "LONGEST_WRITE", timedelta(seconds=-5))
    assert store.sweep_unfinished() == 1
    assert names(kept) == [store.name_of(whole)]


def test_what_was_written_long_ago_is_listed_and_what_was_just_now_is_not(kept, monkeypatch):
    whole = store.keep(b"un constat")
    kept.put_object(Key="sha256/notes.txt", Body=b"un")
    assert list(store.written_long_ago()) == []
    monkeypatch.setattr(bucket, "LONGEST_WRITE", timedelta(seconds=-5))
    assert list(store.written_long_ago()) == [whole]


@pytest.mark.django_db(transaction=True)
def test_a_file_handed_in_is_downloaded_from_there_and_stands_in_the_custody(kept, cast, logged_in):
    observation = factories.observation(cast.adherent)
    attachment = actions.attach_to_observation(observation, FILE, by=cast.adherent)
    answer = logged_in(cast.adherent).get(f"/fichiers/{attachment.item_id}/")
    assert b"".join(answer.streaming_content) == FILE.content
    assert answer.headers["Content-Length"] == str(len(FILE.content))
    rows = [(attachment.item.journal_name, attachment.item.sha256)]
    assert custody.verify(rows).files == 1
    kept.put_object(Key=store.name_of(attachment.item.sha256), Body=b"autre chose")
    with pytest.raises(custody.Broken, match="manque ou a été altéré"):
        custody.verify(rows)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answer", [500, 503, 403], ids=str)
def test_a_storage_out_of_order_refuses_clearly_and_leaves_nothing(
    answer, cast, logged_in, settings
):
    observation, client = factories.observation(cast.adherent), logged_in(cast.adherent)
    before = Entry.objects.count()
    with out_of_order(settings, answer) as asked:
        sent = {"documents": SimpleUploadedFile("constat.pdf", FILE.content)}
        page = client.post(f"/observations/{observation.pk}/pieces/", sent)
    assert page.status_code == 507
    assert "le coffre est plein ou ne répond pas" in page.text
    assert not Attachment.objects.exists()
    assert not Item.objects.exists()
    assert Entry.objects.count() == before
    assert len(asked) <= 2, "retries are bounded"


def test_a_storage_that_is_down_or_hangs_is_not_waited_for(settings, monkeypatch):
    settings.FILES_URL = "s3+http://k:s@127.0.0.1:1/promesse"
    with pytest.raises(store.StoreDown):
        store.keep(b"un constat")
    monkeypatch.setitem(bucket.LIMITS, "read_timeout", 0.3)
    started = time.monotonic()
    with out_of_order(settings, None), pytest.raises(store.StoreDown):
        store.keep(b"un constat")
    assert time.monotonic() - started < 5


@pytest.mark.django_db(transaction=True)
def test_a_download_from_a_storage_that_is_down_says_so_and_is_not_told(
    kept, cast, logged_in, settings
):
    observation = factories.observation(cast.adherent)
    attachment = actions.attach_to_observation(observation, FILE, by=cast.adherent)
    settings.FILES_URL = "s3+http://k:s@127.0.0.1:1/promesse"
    client = logged_in(cast.adherent)
    answer = client.get(f"/fichiers/{attachment.item_id}/", follow=True)
    assert "Le coffre ne répond pas" in answer.text
    assert not Entry.objects.filter(verb="file.downloaded").exists()
