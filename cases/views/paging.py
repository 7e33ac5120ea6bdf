"""Keyset pages: a page costs the same wherever it stands in the list, and counts nothing."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest

ROWS_A_PAGE = 25
AFTER = "apres"


@dataclass(frozen=True)
class Page:
    """An address is empty where there is nowhere to go."""

    rows: list[Any]
    first_url: str
    next_url: str


def page_of(rows: QuerySet[Any], request: HttpRequest, *, by: str) -> Page:
    """Newest first by the column `by`: the page after the row whose key the address gives."""
    last = _row(rows, request.GET.get(AFTER, ""))
    if last is not None:
        at = getattr(last, by)
        rows = rows.filter(Q(**{f"{by}__lt": at}) | Q(**{by: at}, pk__lt=last.pk))
    return _page(rows.order_by(f"-{by}", "-pk"), request, last)


def page_oldest_first(
    rows: QuerySet[Any], request: HttpRequest, *, by: str, among: QuerySet[Any]
) -> Page:
    """For a queue: `among` also holds the rows that left it, so that the page after one of them
    is the same page."""
    last = _row(among, request.GET.get(AFTER, ""))
    if last is not None:
        at = getattr(last, by)
        rows = rows.filter(Q(**{f"{by}__gt": at}) | Q(**{by: at}, pk__gt=last.pk))
    return _page(rows.order_by(by, "pk"), request, last)


def _page(ordered: QuerySet[Any], request: HttpRequest, last: object) -> Page:
    found = list(ordered[: ROWS_A_PAGE + 1])
    shown = found[:ROWS_A_PAGE]
    more = len(found) > ROWS_A_PAGE
    return Page(
        shown,
        first_url=_address(request, "") if last is not None else "",
        next_url=_address(request, str(shown[-1].pk)) if more else "",
    )


def _row(rows: QuerySet[Any], key: str) -> Any:
    """None for a key that is no key, or of a row that this reader may not see."""
    try:
        return rows.filter(pk=key).first() if key else None
    except (ValueError, ValidationError, OverflowError):
        return None


def _address(request: HttpRequest, after: str) -> str:
    """The same page and filters, further on."""
    query = request.GET.copy()
    query.pop(AFTER, None)
    if after:
        query[AFTER] = after
    return f"{request.path}?{query.urlencode()}" if query else request.path
