import pytest
from django.http import QueryDict

from promesse.filling_in import filled_in

PATH = "/contrats/ajouter/"


def filled(html, typed):
    return filled_in(html, QueryDict(typed), path=PATH)


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        (
            '<input name="a" value="1">',
            "a=Dit+%22non%22",
            '<input name="a" value="Dit &quot;non&quot;">',
        ),
        ('<input name="a" value="1">', "b=2", '<input name="a" value="1">'),
        (
            '<input name="a"><input name="a">',
            "a=1&a=2",
            '<input name="a" value="1"><input name="a" value="2">',
        ),
        (
            '<textarea name="a">\n&lt;b&gt; &#39;</textarea>',
            "a=%3Ci%3E",
            '<textarea name="a">\n&lt;i&gt;</textarea>',
        ),
        (
            '<input type="radio" name="a" value="1" checked>',
            "a=2",
            '<input type="radio" name="a" value="1">',
        ),
        ('<input type="checkbox" name="a">', "a=on", '<input type="checkbox" name="a" checked>'),
        (
            '<select name="a"><option value="1" selected><option value="2"></select>',
            "a=2",
            '<select name="a"><option value="1"><option value="2" selected></select>',
        ),
        ('<input type="password" name="a">', "a=secret", '<input type="password" name="a">'),
        (
            '<input type="hidden" name="csrfmiddlewaretoken" value="new">',
            "csrfmiddlewaretoken=old",
            '<input type="hidden" name="csrfmiddlewaretoken" value="new">',
        ),
        (
            "<details>Plus<details></details><textarea name=a></textarea></details>",
            "a=x",
            '<details open>Plus<details></details><textarea name="a">\nx</textarea></details>',
        ),
    ],
)
def test_a_field_holds_what_was_typed(field, typed, expected):
    whole = '<form method="post">{}</form>'
    assert filled(whole.format(field), typed) == whole.format(expected)


@pytest.mark.parametrize("other", ['method="get"', 'method="post" action="/compte/logout/"'])
def test_another_form_of_the_page_stays_as_it_is(other):
    html = f'<form {other}><input name="a"></form><input name="a">'
    assert filled(html, "a=1") == html


def test_the_rest_of_the_page_stays_as_it_is():
    html = (
        "<!DOCTYPE html><!-- vu --><p class=a>&eacute; &amp; &#160;</p>"
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><script>if (1<2 && 3) {}</script>'
    )
    assert filled(html, "a=1") == html


@pytest.mark.parametrize(("field", "is_said"), [("text", True), ("hidden", False)])
def test_what_is_said_stands_at_the_head_of_a_page_that_holds_an_answer(field, is_said):
    form = f'<form method="post"><input type="{field}" name="a" value="x"></form></main>'
    answer = filled_in(f"<main>{form}", QueryDict("a=x"), path=PATH, said="<p>Continuez.</p>")
    assert answer == (f"<main><p>Continuez.</p>{form}" if is_said else f"<main>{form}")
