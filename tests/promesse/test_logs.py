"""No log holds the secret of a link that opens an account or a file."""

import io
import logging

import pytest
from django.urls import get_resolver
from gunicorn.config import Config
from gunicorn.glogging import Logger

from promesse import gunicorn, logs

SECRETS = [
    "/invitation/5b0c1d1e:1abcdE:s3cr-et_x/",
    "/copie/5b0c1d1e.s3cr-et_x/",
    "/compte/password/reset/key/4-d6kx9s3cr/",
    "/compte/confirm-email/MTI:s3cr:et/",
    "/adherer/s3cr.et_x/",
    "/adherer/formulaire/s3cr:et-x/",
    "/adherer/mandat/s3cr.et_x/",
    "/adherer/pertes/s3cr.et_x/",
    "/adherer/pertes/s3cr.et_x/5b0c1d1e-0000-4000-8000-000000000000/",
]


class Server:
    def __init__(self) -> None:
        self.log = Logger(Config())


@pytest.fixture
def gunicorn_logs():
    server = Server()
    yield server
    for log in (server.log.access_log, server.log.error_log):
        log.filters.clear()


@pytest.mark.parametrize("path", SECRETS)
def test_gunicorn_s_logs_hide_it_in_the_request_and_in_the_referer(path, gunicorn_logs):
    gunicorn.on_starting(gunicorn_logs)
    out = io.StringIO()
    for log in (gunicorn_logs.log.access_log, gunicorn_logs.log.error_log):
        handler = logging.StreamHandler(out)
        log.addHandler(handler)
        log.error('"%(r)s" %(s)s "%(f)s"', {"r": f"GET {path} HTTP/1.1", "s": 200, "f": path})
        log.removeHandler(handler)
    assert "s3cr" not in out.getvalue()
    assert out.getvalue().count("…") == 4
    assert 'HTTP/1.1" 200 "' in out.getvalue()


@pytest.mark.parametrize("path", SECRETS)
def test_django_s_logs_hide_it(path):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    made = logs.LOGGING["filters"]["keys"]["()"]
    assert logs.LOGGING["handlers"]["stderr"]["filters"] == ["keys"]
    handler.addFilter(made())
    record = logging.LogRecord("django.request", 30, "", 1, "Not Found: %s", (path,), None)
    handler.handle(record)
    assert out.getvalue().startswith("Not Found: /")
    assert "s3cr" not in out.getvalue()
    assert "…/" in out.getvalue()


def test_every_address_that_a_token_opens_is_hidden():
    paths = [
        f"/{path % {name: 's3cr' if name == 'token' else '1' for name in names}}"
        for found in get_resolver().reverse_dict.values()
        for path, names in found[0]
        if "token" in names
    ]
    assert len(paths) > 5
    assert [path for path in paths if "s3cr" in logs.KEYS.sub(r"\1…", path)] == []


def test_other_paths_are_left_whole():
    record = logging.LogRecord("x", 20, "", 1, "GET /observations/%s/", ("12",), None)
    assert logs.HideKeys().filter(record) is True
    assert record.getMessage() == "GET /observations/12/"
