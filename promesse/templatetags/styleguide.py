"""The styleguide's two tags: a component with its usage, an example beside its own source."""

import re
from functools import cache
from textwrap import dedent
from typing import cast

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, TokenType
from django.template.context import Context
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString

register = template.Library()
USAGE = re.compile(r"{% comment %}\s*(.*?)\s*{% endcomment %}", re.DOTALL)
AROUND = {
    TokenType.BLOCK: ("{% ", " %}"),
    TokenType.VAR: ("{{ ", " }}"),
    TokenType.TEXT: ("", ""),
    TokenType.COMMENT: ("{# ", " #}"),
}


class PieceNode(template.Node):
    def __init__(self, name: FilterExpression, shape: str, examples: NodeList) -> None:
        self.name, self.shape, self.examples = name, shape, examples

    def render(self, context: Context) -> SafeString:
        name = self.name.resolve(context)
        examples = self.examples.render(context)
        frame = {"name": name, "shape": self.shape, "usage": usage(name), "examples": examples}
        return render_to_string("styleguide/piece.html", frame)


class ExampleNode(template.Node):
    def __init__(self, state: FilterExpression, body: NodeList, source: str) -> None:
        self.state, self.body, self.source = state, body, source

    def render(self, context: Context) -> SafeString:
        with context.push():
            shown = self.body.render(context)
        frame = {"state": self.state.resolve(context), "shown": shown, "source": self.source}
        return render_to_string("styleguide/example.html", frame)


@register.tag
def piece(parser: Parser, token: Token) -> PieceNode:
    """{% piece "button" %}…examples…{% endpiece %}: one component, named by its template's stem.
    With the word small after the name, its examples stand side by side."""
    _tag, name, *shape = token.split_contents()
    examples = parser.parse(("endpiece",))
    parser.delete_first_token()
    return PieceNode(parser.compile_filter(name), "".join(shape), examples)


@register.tag
def example(parser: Parser, token: Token) -> ExampleNode:
    """{% example _("state") %}…{% endexample %}: what is inside is rendered, and shown as code."""
    state = parser.compile_filter(token.contents.partition(" ")[2])
    source = _source_up_to(parser, "endexample")
    body = parser.parse(("endexample",))
    parser.delete_first_token()
    return ExampleNode(state, body, source)


def _source_up_to(parser: Parser, end: str) -> str:
    # The parser holds what is left to read last token first.
    written = []
    for token in reversed(cast(list[Token], parser.tokens)):
        if token.token_type == TokenType.BLOCK and token.contents == end:
            break
        before, after = AROUND[token.token_type]
        written.append(f"{before}{token.contents}{after}")
    return dedent("".join(written).strip("\n").rstrip())


@cache
def usage(name: str) -> str:
    """The comment that every component carries on top: what it is for and what it takes."""
    source = get_template(f"components/{name}.html").template.source  # type: ignore[attr-defined]
    found = USAGE.search(source)
    return found.group(1) if found else ""
