"""/styleguide/: every component in its states, with its code, for who works at the desk."""

from pathlib import Path

import pytest
from lxml import html

COMPONENTS = Path(__file__).resolve().parents[2] / "templates/components"
# It fills the head of a page and shows nothing.
UNSEEN = {"htmx"}


@pytest.fixture
def page(cast, logged_in) -> html.HtmlElement:
    return html.fromstring(logged_in(cast.committee).get("/styleguide/").content.decode())


def sections(page: html.HtmlElement) -> dict[str, html.HtmlElement]:
    return {found.get("id"): found for found in page.iterfind(".//section[@class='p-piece']")}


def test_every_component_is_shown_in_some_state(page):
    names = {path.stem for path in COMPONENTS.glob("*.html")}
    shown = {name for name, found in sections(page).items() if found.find_class("p-example")}
    assert names - shown == UNSEEN
    assert set(sections(page)) == names


def test_every_component_says_how_it_is_used(page):
    silent = [
        name
        for name, found in sections(page).items()
        if f"components/{name}.html" not in found.find(".//pre").text_content()
        and "part of" not in found.find(".//pre").text_content().lower()
    ]
    assert silent == []


def test_the_code_beside_an_example_includes_the_component_it_stands_under(page):
    for name, found in sections(page).items():
        for example in found.find_class("p-example"):
            assert f'{{% include "components/{name}.html"' in code_of(example)


def code_of(example: html.HtmlElement) -> str:
    return example.xpath("pre/code")[0].text_content()


def test_an_example_shows_something(page):
    stages = page.find_class("p-example__stage")
    assert len(stages) > 60
    assert [stage for stage in stages if len(stage) == 0] == []


def test_no_identifier_is_on_the_page_twice(page):
    identifiers = [found.get("id") for found in page.iterfind(".//*[@id]")]
    assert sorted({name for name in identifiers if identifiers.count(name) > 1}) == []


def test_it_costs_no_more_queries_than_a_page(cast, logged_in, django_assert_max_num_queries):
    client = logged_in(cast.committee)
    with django_assert_max_num_queries(10):
        client.get("/styleguide/")
