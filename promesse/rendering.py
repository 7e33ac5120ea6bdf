"""The controls of a form, written as Django's own templates write them, without a template each.

A choice of twenty options costs Django sixty templates. The desk's text, select and radio buttons
are written as django-unfold's templates do. What is not listed here is rendered by its template.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib.admin.options import HORIZONTAL
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

type Drawn = Mapping[str, Any]
FOLDER: Final = "django/forms/widgets/"
DESK: Final = "unfold/widgets/"
ARROW: Final = (
    "material-symbols-outlined absolute group-[.primary]:text-white pointer-events-none mr-[12px]"
    " right-0 text-base-400 top-0 top-1/2 hover:text-base-700 dark:text-base-500"
    " dark:hover:text-base-200 -translate-y-1/2"
)
LABEL: Final = "django/forms/label.html"
ERRORS: Final = ("django/forms/errors/list/default.html", "django/forms/errors/list/ul.html")
# What a control of these has beside, its template knows how to write.
BESIDE: Final = ("wrap_label", "is_initial", "prefix", "prefix_icon", "suffix", "suffix_icon")


def _attributes(control: Drawn) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in (control["attrs"] or {}).items()
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


def _desk_text(control: Drawn) -> str:
    return f'<div class="max-w-2xl relative w-full">{_input(control)}</div>'


def _desk_select(control: Drawn) -> str:
    arrow = f'<span class="{ARROW}">expand_more</span>'
    return f'<div class="grow relative max-w-2xl">{_select(control)}{arrow}</div>'


def _desk_choices(control: Drawn) -> str:
    named = f' id="{conditional_escape(key)}"' if (key := control["attrs"].get("id")) else ""
    groups = "".join(_desk_group(name, options) for name, options, _index in control["optgroups"])
    return f'<div{named} class="flex gap-2  flex-col">{groups}</div>'


def _desk_group(name: str | None, options: list[dict[str, Any]]) -> str:
    written = "".join(f"<div>{_desk_choice(option)}</div>" for option in options)
    return f"<div><label>{conditional_escape(name)}</label>{written}</div>" if name else written


def _desk_choice(option: Drawn) -> str:
    label = conditional_escape(localize(option["label"]))
    of = f' for="{conditional_escape(key)}"' if (key := option["attrs"].get("id")) else ""
    shown = f'<span class="truncate">{label}</span>'
    return f'<label{of} class="flex flex-row items-center gap-2">{_input(option)}{shown}</label>'


def _label(context: Drawn) -> str:
    text = conditional_escape(context["label"])
    if not context["use_tag"]:
        return text
    return f"<{context['tag']}{_attributes(context)}>{text}</{context['tag']}>"


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
    "clearable_file_input",
    "checkbox",
    "radio_option",
    "checkbox_option",
)
WRITTEN: Final[Mapping[str, Callable[[Drawn], str]]] = {
    **{f"{FOLDER}{name}.html": _input for name in INPUTS},
    f"{FOLDER}textarea.html": _textarea,
    f"{FOLDER}select.html": _select,
    f"{DESK}text.html": _desk_text,
    f"{DESK}select.html": _desk_select,
    f"{DESK}radio.html": _desk_choices,
}


class ControlRenderer(DjangoTemplates):
    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        if template_name in ERRORS and not context["errors"]:
            return mark_safe("")
        if template_name == LABEL:
            return mark_safe(_label(context))  # noqa: S308 each part is escaped
        write = WRITTEN.get(template_name)
        if write is None or context.get("radio_style") == HORIZONTAL:
            return super().render(template_name, context, request)
        if any(map(context["widget"].get, BESIDE)):
            return super().render(template_name, context, request)
        return mark_safe(write(context["widget"]))  # noqa: S308 each part is escaped above
