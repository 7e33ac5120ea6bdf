"""What each journey costs a person, in taps and in pages to wait for; with scripts and without."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress

from cases import actions
from tests import factories
from tests.cast import PASSWORD, Cast
from tests.chromium import DESK, PHONE
from tests.journeys.thumb import Thumb
from tests.reports import dossiers

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


@dataclass(frozen=True)
class Written:
    """Typing is not a tap."""

    name: str
    words: str


@dataclass(frozen=True)
class Journey:
    """`start` makes what is needed and gives the first address; `ends` is what is read at last."""

    who: str
    start: Callable[[Cast], str]
    steps: tuple[str | Written, ...]
    ends: str
    taps: int
    pages: int
    requests: int
    is_at_a_desk: bool = False


def a_case_of_others(cast: Cast) -> str:
    factories.verified_case(cast, cast.other_adherent, cast.third_committee)
    return "/"


def own_observation(cast: Cast) -> str:
    return f"/observations/{factories.observation(cast.adherent).pk}/"


def a_question(cast: Cast) -> str:
    observation = factories.observation(cast.adherent)
    actions.ask_observers([observation], by=cast.committee, text="Vu où ?")
    return f"/observations/{observation.pk}/"


def waiting(cast: Cast) -> str:
    return f"/triage/?open={factories.observation(cast.adherent).pk}"


def at_the_desk(case: object) -> str:
    return f"/bureau/cases/case/{case.pk}/change/"  # type: ignore[attr-defined]


def a_dossier(cast: Cast) -> str:
    case = factories.case(cast)
    factories.mandate(cast, case)
    dossiers.ready(cast, case)
    lawyer = cast.lawyer
    EmailAddress.objects.create(user=lawyer, email=lawyer.email, verified=True, primary=True)
    return "/dossiers/"


JOURNEYS = {
    "me too": Journey(
        "adherent",
        a_case_of_others,
        ("main form[action$='/moi-aussi/'] button",),
        "C’est noté",
        taps=1,
        pages=2,
        requests=12,
    ),
    "follow up": Journey(
        "adherent",
        own_observation,
        ("button[value=still_blocked]",),
        "C’est noté",
        taps=1,
        pages=2,
        requests=12,
    ),
    "complete": Journey(
        "adherent",
        own_observation,
        (
            "a[href$='/modifier/']",
            "a[href$='/modifier/recit/']",
            Written("narrative", "Écran blanc."),
            "main form button[type=submit]",
        ),
        "Votre ajout est gardé.",
        taps=3,
        pages=4,
        requests=23,
    ),
    "withdraw": Journey(
        "adherent",
        own_observation,
        (
            "a[href$='/retirer/']",
            Written("reason", "Notre réseau."),
            "main form button[type=submit]",
        ),
        "Observation retirée",
        taps=2,
        pages=3,
        requests=20,
    ),
    "answer": Journey(
        "adherent",
        a_question,
        (Written("answer", "Chez deux clients."), "form[action*='/questions/'] button"),
        "Votre réponse est transmise",
        taps=1,
        pages=2,
        requests=12,
    ),
    "set aside": Journey(
        "committee",
        waiting,
        ("#acte-ecarter", Written("reason", "Une mise à jour."), "form[data-act] button"),
        "écartée",
        taps=2,
        pages=3,
        requests=18,
        is_at_a_desk=True,
    ),
    "verify": Journey(
        "committee",
        lambda cast: at_the_desk(factories.case(cast)),
        (
            "a[href$='/etape/verifier/']",
            "input[name=verdict][value=confirmed]",
            Written("grounds", "Deux organisations le disent."),
            "input[name=has_links][value=no]",
            "form:has([name=seen]) button[type=submit]",
        ),
        "Votre verdict est enregistré.",
        taps=4,
        pages=3,
        requests=48,
        is_at_a_desk=True,
    ),
    "vote": Journey(
        "committee",
        lambda cast: at_the_desk(factories.ballot(cast).case),
        (
            "a[href$='/etape/voter/']",
            "input[name=choice][value=for]",
            "form:has([name=seen]) button[type=submit]",
        ),
        "Votre vote est enregistré.",
        taps=3,
        pages=3,
        requests=48,
        is_at_a_desk=True,
    ),
    "close": Journey(
        "chair",
        lambda cast: at_the_desk(factories.voted_ballot(cast).case),
        (
            "a[href$='/etape/clore-le-vote/']",
            Written("reasons", "Trois voix pour."),
            "form:has([name=seen]) button[type=submit]",
        ),
        "Le vote est clos.",
        taps=2,
        pages=3,
        requests=48,
        is_at_a_desk=True,
    ),
    "relay": Journey(
        "chair",
        lambda cast: at_the_desk(factories.relay(cast).case),
        ("a[href$='/etape/approuver-le-relais/']", "form:has([name=seen]) button[type=submit]"),
        "Le cas est relayé aux adhérents.",
        taps=2,
        pages=3,
        requests=48,
        is_at_a_desk=True,
    ),
    "download": Journey(
        "lawyer",
        a_dossier,
        (
            "a[href*='/telecharger/']",
            Written("password", PASSWORD),
            "main form button[type=submit]",
        ),
        "À quoi servira cette copie",
        taps=2,
        pages=4,
        requests=22,
    ),
}


# In the quick run; the full one goes every journey both ways.
MAIN = {("me too", True), ("follow up", True), ("verify", False), ("download", True)}


def ways() -> Iterator[object]:
    for name in JOURNEYS:
        for scripts in (True, False):
            marks = () if (name, scripts) in MAIN else (pytest.mark.slow,)
            words = f"{name}, {'with' if scripts else 'without'} scripts"
            yield pytest.param(name, scripts, id=words, marks=marks)


@pytest.mark.parametrize(("name", "scripts"), list(ways()))
def test_a_journey_costs_no_more_than_is_written(cast, opened, name, scripts):
    journey = JOURNEYS[name]
    path = journey.start(cast)
    how = {} if scripts else {"java_script_enabled": False}
    page = opened(
        getattr(cast, journey.who), path, size=DESK if journey.is_at_a_desk else PHONE, **how
    )
    thumb = Thumb(page)
    for step in journey.steps:
        if isinstance(step, Written):
            page.locator(f"main [name={step.name}], #main [name={step.name}]").first.fill(
                step.words
            )
        else:
            thumb.tap(page.locator(step).first)
    page.get_by_text(journey.ends).first.wait_for()
    assert thumb.taps == journey.taps
    assert thumb.pages <= journey.pages
    assert thumb.requests <= journey.requests
