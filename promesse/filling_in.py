"""A page's form with what had been typed into it: the same HTML, but for the answers."""

from collections import defaultdict
from html import escape
from html.parser import HTMLParser

from django.http import QueryDict

type Told = dict[str, str | None]

TICKED = frozenset({"checkbox", "radio"})
NEVER = frozenset({"file", "password", "submit", "button", "image", "reset"})
OF_EACH_LOOK = "csrfmiddlewaretoken"


def filled_in(html: str, typed: QueryDict, *, path: str, said: str = "") -> str:
    """The forms that are sent to `path`; `said` at the head of the page, if they hold an answer."""
    page = _Page(typed, path)
    page.feed(html)
    page.close()
    if page.is_answered:
        page.written.insert(page.head, said)
    return "".join(page.written)


class _Page(HTMLParser):
    def __init__(self, typed: QueryDict, path: str) -> None:
        super().__init__(convert_charrefs=False)
        self.typed, self.path = typed, path
        self.written: list[str] = []
        self.head = 0
        self.is_answered = False
        # Of several fields of one name, each takes the next answer.
        self.met: dict[str, int] = defaultdict(int)
        self.is_ours = False
        self.is_replaced = False
        self.chosen: list[str] | None = None
        # Where the parts that are folded around the field in hand begin.
        self.folds: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            goes_to = (told.get("action") or self.path).partition("?")[0]
            self.is_ours = told.get("method") == "post" and goes_to == self.path
        if tag == "details":
            self.folds.append(len(self.written))
        answered = self._answered(tag, told) if self.is_ours else None
        self.written.append(answered or self.get_starttag_text() or "")
        if tag == "main":
            self.head = len(self.written)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_ours = False
        elif tag == "select":
            self.chosen = None
        elif tag == "textarea":
            self.is_replaced = False
        elif tag == "details" and self.folds:
            self.folds.pop()
        self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.is_replaced:
            self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.written.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.written.append(f"<!{decl}>")

    def _answered(self, tag: str, told: Told) -> str | None:
        """The tag as the answer has it; None where it stays as it is."""
        name, kind = told.get("name") or "", told.get("type")
        if tag == "option" and self.chosen is not None:
            return _marked(tag, told, "selected", (told.get("value") or "") in self.chosen)
        if tag == "input" and kind in TICKED and name:
            return _marked(tag, told, "checked", (told.get("value") or "on") in self._all(name))
        if name not in self.typed or name == OF_EACH_LOOK or kind in NEVER:
            return None
        self.is_answered |= kind != "hidden"
        if tag == "select":
            self.chosen = self._all(name) if "multiple" in told else [self._next(name)]
        elif tag == "input":
            return _written(tag, {**told, "value": self._next(name)})
        elif tag == "textarea":
            self.is_replaced = True
            # A first line break is the tag's own.
            return f"{_written(tag, told)}\n{escape(self._next(name))}"
        return None

    def _all(self, name: str) -> list[str]:
        return self.typed.getlist(name)

    def _next(self, name: str) -> str:
        answers, at = self._all(name), self.met[name]
        self.met[name] += 1
        answer = answers[at] if at < len(answers) else ""
        if answer:
            self._unfold()
        return answer

    def _unfold(self) -> None:
        for at in self.folds:
            self.written[at] = self.written[at].replace("<details", "<details open", 1)
        self.folds = []


def _marked(tag: str, told: Told, mark: str, is_so: bool) -> str:
    bare = {name: value for name, value in told.items() if name != mark}
    return _written(tag, {**bare, mark: None} if is_so else bare)


def _written(tag: str, told: Told) -> str:
    said = (name if value is None else f'{name}="{escape(value)}"' for name, value in told.items())
    return f"<{' '.join((tag, *said))}>"
