from datetime import datetime

from cases.models import Attachment, Case


def originals(case: Case, *, until: datetime | None = None) -> tuple[str, ...]:
    """The names in the journal of the files handed in on the case, in the order of arrival."""
    held = Attachment.objects.told_of(case).select_related("item")
    if until is not None:
        held = held.filter(item__received_at__lte=until)
    return tuple(each.journal_name for each in held.order_by("item__received_at", "item__pk"))
