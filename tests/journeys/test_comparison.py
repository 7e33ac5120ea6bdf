"""The comparison in a browser: a cell that is opened says what it stands on."""

import pytest
from playwright.sync_api import expect

from cases.importing import import_observations
from cases.models import Case
from tests.cases.pages.test_comparison import JANUARY_2018
from tests.chromium import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


@pytest.mark.parametrize(
    "size", [PHONE, pytest.param(DESK, marks=pytest.mark.slow)], ids=["phone", "desk"]
)
def test_a_click_on_a_cell_shows_how_many_answered_what_they_said_and_the_rule(cast, opened, size):
    import_observations(JANUARY_2018.read_bytes(), by=cast.committee)
    chosen = "&".join(
        f"cas={pk}" for pk in Case.objects.order_by("pk").values_list("pk", flat=True)
    )
    page = opened(cast.committee, f"/comparer/?{chosen}", size)
    row = page.locator("tbody tr", has_text="Communication de l’éditeur")
    cell = row.locator("td").first
    expect(cell.get_by_text("Règle :")).to_be_hidden()
    page.emulate_media(media="print")
    expect(cell.get_by_text("Règle :")).to_be_hidden()
    page.emulate_media(media="screen")
    cell.locator("summary").click()
    expect(cell.locator("summary")).to_contain_text("n = 12")
    expect(cell.locator("li").first).to_contain_text("Répondant 1 :")
    expect(cell.locator("li")).to_have_count(12)
    expect(cell.get_by_text("Règle :")).to_be_visible()
