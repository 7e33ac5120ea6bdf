"""A person without a mouse: Tab, arrows, Space and Enter, each stop looked at."""

from playwright.sync_api import Locator, Page, TimeoutError, expect

# More than the links of the desk's frame and of its longest form.
MOST_STOPS = 150
# What has the focus now: nothing, something out of sight, or "" for all is well.
STOP = """() => {
  const on = document.activeElement;
  if (on === null || on === document.body) return "nothing has the focus";
  const box = on.getBoundingClientRect();
  const drawn = box.width > 0 && box.height > 0;
  const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return drawn && inSight ? "" : `out of sight: ${on.outerHTML.slice(0, 200)}`;
}"""


class Keys:
    """`lost` is every stop at which a person would not know where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0
        self.lost: list[str] = []

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def to(self, target: Locator) -> None:
        """As far as this element, by Tab alone."""
        expect(target).to_be_visible()
        for _ in range(MOST_STOPS):
            if has_focus(target):
                return
            self.press("Tab")
            if fault := self.page.evaluate(STOP):
                self.lost.append(fault)
        raise AssertionError(f"Tab does not lead to {target}; lost on the way: {self.lost}")

    def follow(self, words: str, within: str = "main") -> None:
        self.to(self.page.locator(within).get_by_role("link", name=words).first)
        self.press("Enter")

    def push(self, words: str, within: str = "main") -> None:
        self.to(self.page.locator(within).get_by_role("button", name=words).first)
        self.press("Enter")

    def choose(self, name: str, value: str) -> None:
        """One of a group of radio buttons: Tab stops at the group, the arrows go through it."""
        wanted = self.page.locator(f"input[name={name}][value='{value}']")
        expect(wanted).to_be_attached()
        for _ in range(MOST_STOPS):
            if self.page.evaluate("document.activeElement.name") == name:
                break
            self.press("Tab")
        for _ in range(MOST_STOPS):
            if has_focus(wanted):
                break
            self.press("ArrowDown")
        if not wanted.is_checked():
            self.press("Space")
        expect(wanted).to_be_checked()

    def tick(self, name: str) -> None:
        box = self.page.locator(f"input[name={name}]")
        self.to(box)
        self.press("Space")
        expect(box).to_be_checked()

    def pick(self, name: str, words: str) -> None:
        """The option of a list whose words begin so: typed, as one does on a closed list."""
        control = self.page.locator(f"select[name={name}]")
        self.to(control)
        self.page.keyboard.type(words)
        expect(control.locator("option:checked")).to_contain_text(words)

    def hand_in(self, name: str, file: dict[str, object]) -> None:
        """A busy browser may not hear the first Enter: one presses it again."""
        self.to(self.page.locator(f"input[name={name}]"))
        for again in (True, True, False):
            try:
                with self.page.expect_file_chooser(timeout=10_000) as chooser:
                    self.press("Enter")
            except TimeoutError:
                if not again:
                    raise
            else:
                chooser.value.set_files(file)
                return

    def write(self, name: str, words: str) -> None:
        control = self.page.locator(f"[name={name}]").first
        self.to(control)
        self.press("Control+A")
        self.page.keyboard.type(words)
        expect(control).to_have_value(words)


def has_focus(target: Locator) -> bool:
    return bool(target.evaluate("node => node === document.activeElement"))
