"""What the logs say, on standard error, and what they never hold."""

import logging
import re

# The path of a link that opens an account, a file or a mandate to whoever holds it.
KEYS = re.compile(
    r"(/(?:invitation|copie|password/reset/key|confirm-email"
    r"|adherer(?:/(?:formulaire|mandat|pertes))?)/)[^/\s\"]+"
)


class HideKeys(logging.Filter):
    """Leaves out the secret of a link: who reads a log must not be able to follow it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = KEYS.sub(r"\1…", record.getMessage())
        record.args = None
        return True


# script/server and the containers keep standard error: Django's own default would say nothing of
# an error once DEBUG is off.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"keys": {"()": HideKeys}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "weasyprint": {"level": "WARNING"},
    },
}
