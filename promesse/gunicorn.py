"""How gunicorn serves the pages; given to it as `--config python:promesse.gunicorn`."""

from typing import Any

from promesse.logs import HideKeys
from promesse.settings import WEB_BIND, WEB_CONCURRENCY

bind = WEB_BIND
workers = WEB_CONCURRENCY
# Threads, for what comes in slowly (decision 5): a photo over a bad network takes minutes, and
# neither holds a whole worker meanwhile nor has it killed. A page never waits for a dossier.
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 15
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"
# No control interface: the processes are told what to do by signals.
control_socket_disable = True


def on_starting(server: Any) -> None:
    for log in (server.log.access_log, server.log.error_log):
        log.addFilter(HideKeys())
