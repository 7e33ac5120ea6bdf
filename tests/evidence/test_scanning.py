"""Asked of a real clamd; and of servers that do what a clamd should not."""

import socket
import threading
from contextlib import contextmanager

import pytest

from cases.evidence import scanning
from cases.evidence.scanning import Scan, ScannerDown, look_into, scan
from tests.evidence.antivirus import EICAR, SIGNATURE
from tests.evidence.intake import files

pytestmark = pytest.mark.usefixtures("scanning")


@contextmanager
def answering(answer: bytes | None):
    """On a port of this machine; None: it takes everything and never answers."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)

        def serve() -> None:
            while not over.is_set():
                try:
                    line, _ = server.accept()
                except TimeoutError:
                    continue
                with line:
                    line.recv(100)
                    if answer is None:
                        over.wait()
                    else:
                        line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        finally:
            over.set()
            thread.join()


def test_what_harms_nobody_is_clean_and_the_antivirus_is_named():
    found = scan(b"un constat")
    assert found.scan == Scan.CLEAN
    assert found.scanner.startswith("ClamAV")


@pytest.mark.parametrize(
    "content",
    [EICAR, b"x" * 3_000_000 + EICAR, files.archive({"a.txt": EICAR})],
    ids=["alone", "after three million bytes", "in an archive"],
)
def test_what_harms_is_found_wherever_it_is(content):
    found = scan(content)
    assert (found.scan, found.signature) == (Scan.INFECTED, SIGNATURE)


def test_the_largest_file_is_scanned():
    assert scan(bytes(25 * 1024 * 1024)).scan == Scan.CLEAN


@pytest.mark.parametrize("url", ["unix:/nowhere/clamd.sock", "tcp://127.0.0.1:1"])
def test_an_antivirus_that_is_not_there_leaves_the_file_waiting(url, settings):
    settings.CLAMD_URL = url
    with pytest.raises(ScannerDown):
        scan(b"un constat")
    assert look_into(b"un constat").scan == Scan.WAITING


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"x" * 9000])
def test_an_answer_that_is_none_leaves_the_file_waiting(answer, settings):
    with answering(answer) as settings.CLAMD_URL:
        assert look_into(b"un constat").scan == Scan.WAITING


def test_an_antivirus_that_hangs_is_not_waited_for(settings, monkeypatch):
    monkeypatch.setattr(scanning, "SECONDS_TO_ANSWER", 0.2)
    with answering(None) as settings.CLAMD_URL:
        assert look_into(b"un constat").scan == Scan.WAITING


def test_without_an_antivirus_nothing_is_said(settings):
    settings.CLAMD_URL = ""
    assert look_into(EICAR).scan == Scan.NOT_SCANNED
