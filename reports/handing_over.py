"""A file that is handed over, or is not there any more."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from cases.errors import StepRefused

log = logging.getLogger(__name__)


@contextmanager
def told_if_missing(what: str) -> Iterator[None]:
    """Raises `StepRefused` for a file that is no longer in its place, or a store that does not
    answer. `what` is for the log."""
    try:
        yield
    except FileNotFoundError as missing:
        log.exception("a file of %s is missing", what)
        raise StepRefused(
            _("Un fichier de ce dossier manque sur le serveur : prévenez l’administrateur.")
        ) from missing
    except OSError as failure:
        log.exception("the store does not give %s", what)
        raise StepRefused(
            _("Le coffre ne répond pas : réessayez dans quelques minutes.")
        ) from failure
