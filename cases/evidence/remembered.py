"""What is worked out from the rows, kept until the journal's next entry.

No observation, case or dossier changes without an entry: while the journal has the same head, the
same answer comes out. It is read once for all who look, in the middle of an incident too.
"""

import hashlib
from collections.abc import Callable

from django.core.cache import caches
from django.utils.translation import get_language

from cases.evidence.models import Entry

# For what no entry tells: a publisher's name set right, an hour that has gone by.
SECONDS_KEPT = 60


def until_next_entry[T](
    name: str,
    work_out: Callable[[], T],
    *,
    seconds: int = SECONDS_KEPT,
    where: str = "remembered",
) -> T:
    """`name` says on what the answer depends beside the rows: object, audience, page. It may be
    any text, an address as it was typed too.

    The language is added. The answer is pickled, and None is worked out each time. The head is read
    first: what comes in meanwhile is told under the old head, which nobody asks for again.
    """
    last = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    digest = hashlib.sha256(name.encode()).hexdigest()
    key = f"remembered:{digest}:{get_language()}:{last}"
    kept: T | None = caches[where].get(key)
    if kept is None:
        kept = work_out()
        caches[where].set(key, kept, seconds)
    return kept
