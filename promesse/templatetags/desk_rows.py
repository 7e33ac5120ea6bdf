"""The rows of a list of the desk, to the letter as django-unfold writes them.

What is the same down a column is worked out once, where django-unfold works it out for each cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import template
from django.contrib.admin.templatetags.admin_list import result_hidden_fields
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.templatetags.base import InclusionAdminNode
from django.contrib.admin.utils import lookup_field
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import DateField, ForeignKey, Model, TimeField
from django.template.base import Parser, Token
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from unfold.templatetags import unfold_list
from unfold.utils import display_for_field, display_for_label, display_for_value

register = template.Library()
NOWRAP = "nowrap"
BOX = " ".join(unfold_list.TABLE_ACTION_CELL_CLASSES)
CELL = " ".join(unfold_list.TABLE_CELL_CLASSES)
LINK = " ".join(unfold_list.LINK_CLASSES)


@dataclass(frozen=True)
class Column:
    name: str
    classes: str
    is_link: bool
    tag: str


@register.tag
def desk_result_list(parser: Parser, token: Token) -> InclusionAdminNode:
    """{% desk_result_list cl %}: the head and the rows of a list."""
    return InclusionAdminNode(
        "desk_result_list", parser, token, func=listed, template_name="change_list_results.html"
    )


def listed(context: dict[str, Any], cl: ChangeList) -> dict[str, Any]:
    return {
        "request": context["request"],
        "menu_of": context["menu_of"],
        "cl": cl,
        "result_hidden_fields": list(result_hidden_fields(cl)),
        "results": [mark_safe("".join(cells)) for cells in rows_of(cl)],  # noqa: S308
        "actions_row": context.get("actions_row"),
        "has_add_permission": cl.model_admin.has_add_permission(context["request"]),
    }


@register.inclusion_tag("unfold/helpers/change_list_headers.html")
def desk_heads(cl: ChangeList) -> dict[str, Any]:
    headers = list(unfold_list.result_headers(cl))
    return {
        "result_headers": headers,
        "num_sorted_fields": sum(bool(each["sortable"] and each["sorted"]) for each in headers),
    }


def rows_of(cl: ChangeList) -> Iterator[list[SafeString]]:
    """No list of ours is edited in its place, nor has boxes to tick."""
    columns, empty = list(_columns(cl)), cl.model_admin.get_empty_value_display()
    for row in cl.result_list:
        yield [_cell(cl, row, column, empty) for column in columns]


def _columns(cl: ChangeList) -> Iterator[Column]:
    links = list(cl.list_display_links or ())
    for name in map(str, cl.list_display):
        classes = BOX if name == "action_checkbox" else f"field-{name} {CELL}"
        yield Column(name, classes, name in links, "th" if [name] == links[:1] else "td")


def _cell(cl: ChangeList, row: Model, column: Column, empty: str) -> SafeString:
    shown, is_kept_whole = _shown(cl, row, column.name, empty)
    classes = f"{column.classes} {NOWRAP}" if is_kept_whole else column.classes
    text: str = conditional_escape(shown)
    if column.is_link:
        text = _linked(cl, row, text)
    return mark_safe(f'<{column.tag} class="{classes}">{text}</{column.tag}>')  # noqa: S308


def _shown(cl: ChangeList, row: Model, name: str, empty: str) -> tuple[Any, bool]:
    """What the cell says, and whether it stays on one line."""
    try:
        field, attr, value = lookup_field(name, row, cl.model_admin)
    except ObjectDoesNotExist:
        return empty, False
    empty = getattr(attr, "empty_value_display", empty)
    if field is not None and not field.auto_created:
        return _of_field(row, field, value, empty)
    label = getattr(attr, "label", False)
    if label:
        return display_for_label(value, empty, label), isinstance(value, date | time)
    said = display_for_value(value, empty, getattr(attr, "boolean", False))
    return said, isinstance(value, date | time)


def _of_field(row: Model, field: Any, value: object, empty: str) -> tuple[Any, bool]:
    is_kept_whole = isinstance(field, DateField | TimeField | ForeignKey)
    if isinstance(field, ForeignKey):
        other = getattr(row, field.name)
        return (empty if other is None else other), is_kept_whole
    return display_for_field(value, field, empty), is_kept_whole


def _linked(cl: ChangeList, row: Model, text: str) -> str:
    try:
        url = cl.url_for_result(row)
    except NoReverseMatch:
        return text
    if cl.preserved_filters:
        url = add_preserved_filters(
            {"preserved_filters": cl.preserved_filters, "opts": cl.opts}, url
        )
    opener = f' data-popup-opener="{conditional_escape(row.pk)}"' if cl.is_popup else ""
    return f'<a href="{conditional_escape(url)}" class="{LINK}" {opener}>{text}</a>'
