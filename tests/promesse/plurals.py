"""Every sentence of ours that counts something, as code and templates write it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
CODE = ("promesse", "members", "cases", "reports")
IN_TEMPLATES = re.compile(r"ngettext\((.*?), *count\)")

type Pair = tuple[str, str]


def counted_in_code() -> Iterator[Pair]:
    for path in (path for app in CODE for path in (ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                one, *more = [arg.value for arg in node.args if isinstance(arg, ast.Constant)] or [
                    ""
                ]
                if node.func.id in {"ngettext", "ngettext_lazy"}:
                    yield str(one), str(more[0])


def counted_in_templates() -> Iterator[Pair]:
    for path in (ROOT / "templates").rglob("*.*"):
        if path.suffix not in {".html", ".txt"}:
            continue
        for match in IN_TEMPLATES.finditer(templatize(path.read_text(encoding="utf-8"))):
            one, many = ast.literal_eval(f"({match[1]})")
            yield one, many


def counted() -> set[Pair]:
    return {*counted_in_code(), *counted_in_templates()}
