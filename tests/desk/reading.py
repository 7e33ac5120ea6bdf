"""What a person reads on a page of the desk: its text, and the names of its controls."""

from html.parser import HTMLParser

NAMES = ("title", "placeholder", "aria-label", "alt")
UNREAD = {"script", "style"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Reader(HTMLParser):
    """Leaves out scripts, and the ligatures that the font of icons turns into drawings."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.said += [given[name] or "" for name in NAMES if name in given]
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.said.append(given.get("value") or "")
        unread = tag in UNREAD or "material-symbols-outlined" in (given.get("class") or "")
        if tag not in VOID:
            self.open.append((tag, unread))

    def handle_endtag(self, tag: str) -> None:
        if any(each == tag for each, _unread in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(unread for _tag, unread in self.open):
            self.said.append(data.strip())


def read(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    return [said for said in reader.said if said]
