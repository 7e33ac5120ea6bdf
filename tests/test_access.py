"""Who reaches what: every URL of the product, for every role, with the status written by hand.

404: not yours, so it does not exist. 403: it may exist, and is not for your role. 302: log in first
(at the desk also: a log-in page that answers 403 to whoever has no business there). A URL in no row
fails.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.answers import Answers
from cases.evidence import store
from cases.models import Case, Observation, Product, Publisher, SourceType
from cases.statement import Statement
from cases.vocabulary import Severity, Symptom
from members.models import User
from reports.models import Dossier
from reports.states import DossierState, Stage
from tests.cast import Cast
from tests.urls import names

ROLES = (
    "anonymous",
    "member",
    "other_member",
    "committee",
    "board",
    "administrator",
    "lawyer",
    "mandated",
)
STAFF = ("committee", "board", "administrator")
MARKER = "MARQUEUR-DE-ALPHA"


@dataclass(frozen=True)
class Row:
    """`statuses` follow ROLES; `make` is named where a URL needs an object of the world."""

    name: str
    statuses: str
    method: str = "get"
    argument: str = ""


def rows(table: str) -> list[Row]:
    return [_row(line) for line in table.strip().splitlines()]


def _row(line: str) -> Row:
    name, *rest = line.split()
    statuses = " ".join(cell for cell in rest if cell.isdigit())
    words = [cell for cell in rest if not cell.isdigit()]
    method = "post" if "post" in words else "get"
    arguments = [word for word in words if word != "post"]
    return Row(name, statuses, method, arguments[0] if arguments else "")


@dataclass
class World:
    """One case that `member` and another organisation observed, with everything made of it."""

    people: dict[str, User]
    observation: Observation
    case: Case
    product: Product
    dossier: Dossier

    def client(self, role: str) -> Client:
        client = Client()
        if role != "anonymous":
            client.force_login(self.people[role], backend="members.backends.MembershipBackend")
        return client


@pytest.fixture
def world(cast: Cast) -> World:
    people = {
        "member": cast.adherent,
        "other_member": cast.other_adherent,
        "committee": cast.committee,
        "board": cast.board,
        "administrator": cast.administrator,
        "lawyer": cast.other_lawyer,
        "mandated": cast.lawyer,
    }
    for user in people.values():
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    publisher = Publisher.objects.create(key="ebp", name="EBP")
    product = Product.objects.create(
        key="ebp-compta", publisher=publisher, name="EBP Compta", delivery="saas"
    )
    statement = Statement(
        Answers(timezone.now(), Symptom.SLOW, Severity.DEGRADED, narrative=MARKER), SourceType.OWN
    )
    observation = actions.report_observation(statement, product=product, by=cast.adherent)
    case = actions.open_case(
        [observation], by=cast.committee, title="Lenteurs chez EBP", occurred_on=date(2026, 11, 23)
    )
    actions.ask_observers([observation], by=cast.committee, text=f"{MARKER} : combien ?")
    actions.grant_mandate(case, lawyer=cast.lawyer, by=cast.committee, since=date(2026, 1, 1))
    observation.refresh_from_db()
    return World(people, observation, case, product, _ready_dossier(case, cast.committee))


def _ready_dossier(case: Case, by: User) -> Dossier:
    sha256 = store.keep(b"%PDF-1.7 a dossier")
    return Dossier.objects.create(
        case=case,
        number=1,
        state=DossierState.READY,
        stage=Stage.DONE,
        content={},
        content_digest=sha256,
        requested_by=by,
        ready_at=timezone.now() - timedelta(minutes=1),
        sha256=sha256,
        size=18,
    )


# name                      anonymous member other committee board administrator lawyer mandated
PAGES = """
home                              302 200 200 200 200 200 302 302
observation-report                302 200 200 200 403 403 403 403
observation-list                  302 200 200 200 403 403 403 403
observation-detail    observation 302 200 404 200 404 404 404 404
observation-revise    observation 302 200 404 403 404 404 404 404
observation-withdraw  observation 302 200 404 403 404 404 404 404
question-answer  post question    302 422 404 403 404 404 404 404
me-too           post case        302 302 302 302 403 403 403 403
case-list                         302 200 200 200 200 200 200 200
case-detail           case        302 200 404 200 404 404 404 200
comparison                        302 200 200 200 200 200 200 200
dossier-list                      302 403 403 200 403 403 200 200
dossier-download      dossier     302 404 404 200 404 404 404 200
invitation-accept     token       404 404 404 404 404 404 404 404
token-list                        302 200 200 200 200 200 200 200
styleguide                        302 403 403 200 200 200 403 403
"""
API = """
api-observation-list              401 200 200 200 200 200 200 200
api-observation-list post         401 400 400 400 400 400 400 400
api-case-list                     401 200 200 200 200 200 200 200
api-case-detail       key         401 200 404 200 404 404 404 200
api-token        post             400 400 400 400 400 400 400 400
api-schema                        401 200 200 200 200 200 200 200
"""


@pytest.mark.parametrize("row", rows(PAGES) + rows(API), ids=lambda row: f"{row.name}-{row.method}")
def test_each_role_gets_the_status_written_for_it(world, row):
    seen = {role: _status(world, role, row) for role in ROLES}
    assert seen == dict(zip(ROLES, map(int, row.statuses.split()), strict=True))


def _status(world: World, role: str, row: Row) -> int:
    url = reverse(row.name, args=_arguments(world, row.argument))
    response = getattr(world.client(role), row.method)(url)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def _arguments(world: World, argument: str) -> list[object]:
    question = world.observation.questions.get()
    made = {
        "": [],
        "observation": [world.observation.pk],
        "question": [world.observation.pk, question.pk],
        "case": [world.case.pk],
        "key": [world.case.key],
        "dossier": [world.dossier.pk],
        "product": [world.product.pk],
        "token": ["altered"],
    }
    return made[argument]


# Who reads and who adds each kind of row at the desk. Nobody deletes; the rest is 403.
DESK = """
cases_case            committee            -
cases_observation     committee            -
cases_mandate         committee            -
cases_publisher       committee            committee
cases_product         committee            committee
evidence_entry        committee            -
reports_dossier       committee            -
members_user          board,administrator  -
members_organisation  board,administrator  board,administrator
members_membership    board,administrator  board,administrator
members_invitation    board,administrator  board,administrator
"""
# The pages of acts at the desk: 403 to all but those named.
ACTS = {
    "admin:cases_case_step": "committee",
    "admin:cases_observation_act": "committee",
    "admin:cases_observation_import_file": "committee",
    "admin:reports_dossier_request": "committee",
    "admin:reports_dossier_retry": "committee",
    "admin:members_invitation_revoke": "board,administrator",
    "admin:members_membership_end": "board,administrator",
}
# Of the libraries: their own pages of log-in, second factor and desk, specified where we use them.
LIBRARIES = {
    *(
        f"account_{page}"
        for page in (
            "change_password",
            "confirm_email",
            "confirm_login_code",
            "email",
            "email_verification_sent",
            "inactive",
            "login",
            "logout",
            "reauthenticate",
            "reset_password",
            "reset_password_done",
            "reset_password_from_key",
            "reset_password_from_key_done",
            "set_password",
            "signup",
        )
    ),
    *(
        f"mfa_{page}"
        for page in (
            "activate_totp",
            "add_webauthn",
            "authenticate",
            "deactivate_totp",
            "download_recovery_codes",
            "edit_webauthn",
            "generate_recovery_codes",
            "index",
            "list_webauthn",
            "login_webauthn",
            "reauthenticate",
            "reauthenticate_webauthn",
            "remove_webauthn",
            "view_recovery_codes",
        )
    ),
    *(
        f"admin:{page}"
        for page in (
            "/(?P<url>.*)$",
            "/<path:object_id>/",
            "app_list",
            "autocomplete",
            "index",
            "jsi18n",
            "login",
            "logout",
            "password_change",
            "password_change_done",
            "search",
            "view_on_site",
        )
    ),
}
OPEN_TO_ANYONE = {
    "account_confirm_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_login_webauthn",
}


def desk_rows() -> list[list[str]]:
    return [line.split() for line in DESK.strip().splitlines()]


@pytest.mark.parametrize(("model", "readers", "adders"), desk_rows())
def test_the_desk_opens_each_kind_of_row_to_its_readers_only(world, model, readers, adders):
    readers, adders = readers.split(","), adders.split(",")
    for role in ROLES:
        refused = 403 if role in STAFF else 302
        seen = {
            page: _desk_status(world, role, model, page) for page in ("changelist", "add", "delete")
        }
        assert seen == {
            "changelist": 200 if role in readers else refused,
            "add": 200 if role in adders else refused,
            "delete": refused,
        }, role


def _desk_status(world: World, role: str, model: str, page: str) -> int:
    arguments = ["1"] if page == "delete" else []
    url = reverse(f"admin:{model}_{page}", args=arguments)
    return world.client(role).get(url).status_code


@pytest.mark.parametrize("name", sorted(LIBRARIES - OPEN_TO_ANYONE))
def test_a_library_s_page_asks_a_stranger_to_log_in(world, name):
    if name.startswith("admin:/"):
        url = "/bureau/nowhere/"
    elif name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        url = reverse(name, args=[1])
    elif name == "admin:app_list":
        url = reverse(name, args=["cases"])
    elif name == "admin:view_on_site":
        url = reverse(name, args=[1, 1])
    else:
        url = reverse(name)
    assert Client().get(url).status_code == 302


def test_every_url_of_the_product_is_in_a_row():
    desk = {
        f"admin:{model}_{page}"
        for model, _readers, _adders in desk_rows()
        for page in ("changelist", "add", "change", "delete", "history")
    }
    listed = {row.name for row in rows(PAGES) + rows(API)} | desk | set(ACTS) | LIBRARIES
    assert names() == listed


@pytest.mark.parametrize("role", ["anonymous", "other_member", "board", "administrator", "lawyer"])
def test_what_one_organisation_wrote_is_nowhere_for_those_who_may_not_read_it(world, role):
    client = world.client(role)
    for row in rows(PAGES) + rows(API):
        response = client.get(reverse(row.name, args=_arguments(world, row.argument)))
        if not response.streaming:
            assert MARKER not in response.content.decode(), row.name
