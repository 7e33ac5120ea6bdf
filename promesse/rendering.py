"""The controls of a form, written as Django's own templates write them, without a template each.

A choice of twenty options costs Django sixty templates. What is not listed here, and the desk's
own controls, are rendered by their templates as ever.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

type Drawn = Mapping[str, Any]
FOLDER: Final = "django/forms/widgets/"


def _attributes(control: Drawn) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in control["attrs"].items()
        if value is not False
    )


def _input(control: Drawn) -> str:
    value = control["value"]
    given = "" if value is None else f' value="{conditional_escape(value)}"'
    kind, name = conditional_escape(control["type"]), conditional_escape(control["name"])
    return f'<input type="{kind}" name="{name}"{given}{_attributes(control)}>'


def _textarea(control: Drawn) -> str:
    # A browser drops the first line end of a text area: one that is not of the text goes before.
    text = conditional_escape(control["value"] or "")
    name = conditional_escape(control["name"])
    return f'<textarea name="{name}"{_attributes(control)}>\n{text}</textarea>'


def _option(option: Drawn) -> str:
    value, label = (
        conditional_escape(option["value"]),
        conditional_escape(localize(option["label"])),
    )
    return f'<option value="{value}"{_attributes(option)}>{label}</option>'


def _select(control: Drawn) -> str:
    name = conditional_escape(control["name"])
    groups = "\n".join(_group(name, options) for name, options, _index in control["optgroups"])
    return f'<select name="{name}"{_attributes(control)}>\n{groups}\n</select>'


def _group(name: str | None, options: list[dict[str, Any]]) -> str:
    written = "\n".join(_option(option) for option in options)
    if not name:
        return written
    return f'<optgroup label="{conditional_escape(name)}">\n{written}\n</optgroup>'


INPUTS: Final = (
    "input",
    "text",
    "number",
    "email",
    "url",
    "password",
    "hidden",
    "date",
    "datetime",
    "time",
    "file",
    "checkbox",
    "radio_option",
    "checkbox_option",
)
WRITTEN: Final[Mapping[str, Callable[[Drawn], str]]] = {
    **{f"{FOLDER}{name}.html": _input for name in INPUTS},
    f"{FOLDER}textarea.html": _textarea,
    f"{FOLDER}select.html": _select,
}


class ControlRenderer(DjangoTemplates):
    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        write = WRITTEN.get(template_name)
        if write is None or context["widget"].get("wrap_label"):
            return super().render(template_name, context, request)
        return mark_safe(write(context["widget"]))  # noqa: S308 each part is escaped above
