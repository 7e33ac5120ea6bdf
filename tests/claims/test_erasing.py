"""A person asks to be erased: nothing names them any more, what they saw and the chain stay, and
what holds their name says why and until when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from cases import actions as on_cases
from cases.claims import actions
from cases.claims.actions.claiming import AFRESH
from cases.claims.cohort_links import form_token
from cases.claims.models import Claim, Cohort, MandateText, OptIn, WorkedPeriod
from cases.claims.references import load_references
from cases.claims.states import ClaimState
from cases.errors import GuardRefused, StepRefused
from cases.evidence import triggers
from cases.evidence.models import Entry, Item
from cases.models import Case, Draft, LegalHold, Observation
from members.actions import end_membership
from members.kinds import OrganisationKind
from members.models import Invitation, Membership, Organisation, User
from members.roles import Role
from tests import factories
from tests.cast import PASSWORD, person
from tests.claims.claiming import stamps
from tests.claims.grouping import loss, open_to_opt_ins, signature
from tests.reports.claims.claiming import claim as claim_with_hours
from tests.reports.test_dossier_download import asked_again
from tests.reports.test_verify_custody import verdict

__all__ = ["verdict"]

TODAY = date(2026, 11, 30)
WHO, MAIL = "Zoé D’Été", "zoe.dete@example.org"


@pytest.fixture
def zoe(db):
    """With all that an account leaves in tables."""
    firm = Organisation.objects.get_or_create(
        key="dete", defaults={"name": "Comptoir du Sud", "kind": OrganisationKind.RESELLER}
    )[0]
    who = User.objects.create_user(MAIL, WHO, PASSWORD, firm)
    Membership.objects.create(user=who, role=Role.MEMBER, since=date(2018, 1, 1))
    EmailAddress.objects.create(user=who, email=MAIL, verified=True, primary=True)
    Authenticator.objects.create(user=who, type=Authenticator.Type.TOTP, data={"name": WHO})
    AuthToken.objects.create(user=who)
    Invitation.objects.create(
        email=MAIL, full_name=WHO, accepted_at=timezone.now(), accepted_by=who
    )
    LogEntry.objects.create(
        user=who,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(who.pk),
        object_repr=WHO,
        action_flag=CHANGE,
        change_message="[]",
    )
    return who


def erase(who, cast, requested_on=None):
    day = requested_on or timezone.localdate()
    return actions.erase_person(who, requested_on=day, by=cast.administrator)


def every_cell():
    """Of every table, as text: whatever the product knows of its own columns."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # a name of the database's own
            for row in cursor.fetchall():
                for cell in row:
                    yield table, str(cell)


def named_in(*names):
    """JSON may keep an accent as an escape."""
    wanted = {*names, *(name.encode("unicode_escape").decode() for name in names)}
    wanted = {each.casefold() for each in wanted}
    return {
        table for table, cell in every_cell() if any(each in cell.casefold() for each in wanted)
    }


def test_nothing_names_them_any_more_and_what_they_saw_and_the_chain_stay(
    zoe, cast, logged_in, verdict
):
    client = logged_in(zoe)
    observation = factories.observation(zoe)
    for _tab in range(2):
        Draft.objects.create(user=zoe, organisation=zoe.organisation, answers={"narrative": WHO})
    hold = on_cases.hold_person(
        zoe, reason=f"{WHO} témoigne.", until=timezone.localdate(), by=cast.board
    )
    on_cases.lift_hold(hold, by=cast.board)
    before = Entry.objects.count()
    assert {"members_user", "evidence_words", "django_admin_log"} <= named_in(WHO, MAIL)
    assert erase(zoe, cast) == []
    assert named_in(WHO, MAIL) == set()
    zoe.refresh_from_db()
    assert zoe.full_name == f"Personne n° {zoe.pk}"
    assert (zoe.is_active, zoe.has_usable_password()) == (False, False)
    assert Observation.objects.get(pk=observation.pk).reported_by == zoe
    for table in (EmailAddress, Authenticator, AuthToken):
        assert not table.objects.filter(user=zoe).exists()
    assert not Session.objects.exists()
    assert client.get(reverse("observation-list")).status_code == 302
    assert Entry.objects.count() > before
    last = Entry.objects.order_by("-sequence")[0]
    assert (last.verb, last.subject) == ("person.erased", f"person:{zoe.pk}")
    assert verdict()[0] == 0
    assert not zoe.memberships.in_force().exists()


@pytest.mark.slow
def test_a_second_erasure_changes_nothing(zoe, cast):
    erase(zoe, cast)
    with pytest.raises(StepRefused, match="déjà effacée"):
        erase(zoe, cast)
    with pytest.raises(StepRefused, match="déjà effacée"):
        on_cases.hold_person(zoe, reason="Trop tard.", until=timezone.localdate(), by=cast.board)
    with pytest.raises(IntegrityError, match="user_erased_is_closed"):
        User.objects.filter(pk=zoe.pk).update(is_active=True)


def test_a_hold_refuses_with_its_reason_and_its_date_and_then_lets(zoe, cast, time_machine):
    time_machine.move_to("2026-11-30T12:00:00Z", tick=False)
    until = date(2027, 3, 31)
    on_cases.hold_person(zoe, reason="Expertise en cours.", until=until, by=cast.board)
    with pytest.raises(actions.ErasureRefused) as refusal:
        erase(zoe, cast)
    [reason] = refusal.value.reasons
    assert reason.replace("\u00a0", " ") == (
        "Conservation décidée jusqu’au 31 mars 2027 : Expertise en cours."
    )
    assert User.objects.get(pk=zoe.pk).full_name == WHO
    time_machine.move_to("2027-03-31T12:00:00Z", tick=False)
    with pytest.raises(actions.ErasureRefused):
        erase(zoe, cast)
    time_machine.move_to("2027-04-01T12:00:00Z", tick=False)
    erase(zoe, cast)
    assert User.objects.get(pk=zoe.pk).erased_at


def on_an_open_case(zoe, cast):
    factories.case(cast, zoe)


def on_a_case_that_counsel_has(zoe, cast):
    case = factories.relayed_case(cast)
    Observation.objects.filter(case=case).update(reported_by=zoe)
    factories.mandate(cast, case)


def with_a_claim(zoe, cast):
    load_references()
    claim_with_hours(cast, by=zoe)


def having_joined_a_group(zoe, cast):
    load_references()
    claim = claim_with_hours(cast, by=zoe)
    cohort = open_to_opt_ins(claim.case, by=cast.committee)
    told = {"name": "Comptoir du Sud", "signed_name": WHO, "email": MAIL, "siren": ""}
    OptIn.objects.create(
        cohort=cohort,
        case=claim.case,
        organisation=zoe.organisation,
        domicile="Lyon",
        language="fr",
        mandate=MandateText.objects.all()[0],
        signed_by=zoe,
        **told,
    )


def as_counsel(zoe, cast):
    Membership.objects.create(user=zoe, role=Role.LAWYER, since=date(2018, 1, 1))
    case, lawyer = factories.relayed_case(cast), User.objects.get(pk=zoe.pk)
    on_cases.grant_mandate(case, lawyer=lawyer, by=cast.committee, since=timezone.localdate())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "why"),
    [
        (on_an_open_case, "Un cas encore ouvert"),
        (on_a_case_that_counsel_has, "Une procédure s’appuie"),
        (with_a_claim, "Une demande que cette personne suit"),
        (having_joined_a_group, "Un mandat signé par cette personne"),
        (as_counsel, "Un mandat d’avocat de cette personne"),
    ],
)
def test_what_still_needs_their_name_says_so_and_names_no_case(zoe, cast, what, why):
    what(zoe, cast)
    reasons = actions.why_kept(zoe)
    assert any(each.startswith(why) for each in reasons)
    assert not any("2018" in each or "DEM-" in each for each in reasons)
    with pytest.raises(actions.ErasureRefused):
        erase(zoe, cast)


def test_words_of_others_are_told_and_stay(zoe, cast):
    factories.observation(cast.other_adherent, factories.statement(inference=f"Dit par {WHO}."))
    left = erase(zoe, cast)
    assert left == ["versions d’une observation"]
    assert named_in(WHO) == {"cases_observationversion"}


def test_their_name_alone_in_a_cell_becomes_the_pseudonym(zoe, cast):
    Item.objects.create(
        sha256="0" * 64,
        media_type="text/plain",
        name="a.txt",
        size=1,
        author=WHO.upper(),
        received_by=zoe,
    )
    erase(zoe, cast)
    assert Item.objects.get().author == f"Personne n° {zoe.pk}"


@pytest.mark.slow
def test_their_own_hours_and_mandates_that_are_over_bear_the_pseudonym(zoe, cast):
    having_joined_a_group(zoe, cast)
    hours = WorkedPeriod.objects.filter(organisation=zoe.organisation)
    hours.filter(person="Alice Martin").update(person=WHO, person_key=WHO.casefold())
    Claim.objects.update(
        state="withdrawn", withdrawn_at=timezone.now(), withdrawn_by=zoe, withdrawn_reason="Fini."
    )
    Case.objects.update(
        state="dismissed",
        dismissed_at=timezone.now(),
        dismissed_by=cast.committee,
        dismissed_reason="Fini.",
    )
    OptIn.objects.update(state="withdrawn", withdrawn_at=timezone.now())
    Cohort.objects.update(
        state="closed", closed_at=timezone.now(), closed_by=cast.committee, closing_reason="Fini."
    )
    assert erase(zoe, cast) == []
    signed = OptIn.objects.get()
    assert signed.signed_name == f"Personne n° {zoe.pk}"
    assert signed.email.endswith("@efface.invalid")
    assert signed.name == "Comptoir du Sud"
    assert hours.filter(person=f"Personne n° {zoe.pk}").count() == 2
    assert named_in(WHO, MAIL) == set()


def test_only_another_administrator_erases_and_only_the_board_holds(zoe, cast):
    for who in (cast.board, cast.committee, cast.adherent, cast.lawyer):
        with pytest.raises(PermissionDenied):
            actions.erase_person(zoe, requested_on=timezone.localdate(), by=who)
    for who in (cast.administrator, cast.committee, cast.adherent):
        with pytest.raises(PermissionDenied):
            on_cases.hold_person(zoe, reason="Oui.", until=timezone.localdate(), by=who)
    with pytest.raises(GuardRefused, match="Un autre administrateur"):
        erase(cast.administrator, cast)
    with pytest.raises(GuardRefused, match="pas encore venue"):
        erase(zoe, cast, timezone.localdate() + timedelta(days=1))


@pytest.mark.slow
def test_the_last_administrator_stays(cast, db):
    other, by = cast.administrator, person("Olga Technique", "olga", None, Role.ADMINISTRATOR)
    assert by.is_administrator
    end_membership(by.memberships.get(), by=other)
    with pytest.raises(GuardRefused, match="dernier administrateur"):
        actions.erase_person(other, requested_on=timezone.localdate(), by=by)
    assert User.objects.get(pk=other.pk).erased_at is None


@pytest.mark.slow
def test_where_the_site_may_not_erase_words_nothing_is_half_done(zoe, cast):
    hold = on_cases.hold_person(zoe, reason=WHO, until=timezone.localdate(), by=cast.board)
    on_cases.lift_hold(hold, by=cast.board)
    triggers.drop(connection, [triggers.WORDS])
    triggers.create(connection, [replace(triggers.WORDS, erasable=False)])
    with pytest.raises(GuardRefused, match="le rôle qui possède les tables"):
        erase(zoe, cast)
    triggers.drop(connection, [replace(triggers.WORDS, erasable=False)])
    triggers.create(connection, [triggers.WORDS])
    assert User.objects.get(pk=zoe.pk).full_name == WHO


def test_a_hold_has_a_reason_and_a_day_to_come(zoe, cast):
    with pytest.raises(GuardRefused, match="en une phrase"):
        on_cases.hold_person(zoe, reason=" ", until=timezone.localdate(), by=cast.board)
    past = timezone.localdate() - timedelta(days=1)
    with pytest.raises(GuardRefused, match="est passée"):
        on_cases.hold_person(zoe, reason="Oui.", until=past, by=cast.board)
    hold = on_cases.hold_person(zoe, reason="Oui.", until=timezone.localdate(), by=cast.board)
    with pytest.raises(PermissionDenied):
        on_cases.lift_hold(hold, by=cast.administrator)
    on_cases.lift_hold(hold, by=cast.board)
    with pytest.raises(StepRefused, match="déjà levée"):
        on_cases.lift_hold(LegalHold.objects.get(), by=cast.board)
    for change, name in (({"reason": ""}, "says_why"), ({"lifted_by": None}, "by_someone")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            LegalHold.objects.update(**change)


def test_the_board_holds_and_the_administrator_erases_on_one_page(zoe, cast, logged_in):
    page = reverse("person-erasure", args=[zoe.pk])
    board = logged_in(cast.board)
    told = {"reason": "Expertise.", "until": str(timezone.localdate())}
    hold = reverse("person-hold", args=[zoe.pk])
    empty = board.post(hold, {"reason": "", "until": ""})
    assert empty.status_code == 422
    assert "Dites en une phrase pourquoi" in empty.content.decode()
    assert "Expertise." in board.post(hold, told, follow=True).content.decode()
    administrator = asked_again(logged_in(cast.administrator), cast.administrator)
    text = administrator.get(page).content.decode()
    assert "Conservation décidée jusqu’au" in text
    assert "Effacer son nom" not in text
    sent = {"requested_on": str(timezone.localdate())}
    assert administrator.post(page, sent).status_code == 422
    lift = reverse("hold-lift", args=[LegalHold.objects.get().pk])
    assert "est levée" in board.post(lift, follow=True).content.decode()
    assert "déjà levée" in board.post(lift, follow=True).content.decode()
    assert "un administrateur peut l’effacer" in board.get(page).content.decode()
    done = administrator.post(page, sent, follow=True).content.decode()
    assert "n’a plus ni nom, ni adresse, ni accès" in done
    assert WHO not in done


@pytest.mark.slow
def test_the_page_says_where_others_still_name_them(zoe, cast, logged_in):
    factories.observation(cast.other_adherent, factories.statement(inference=f"Dit par {WHO}."))
    client = asked_again(logged_in(cast.administrator), cast.administrator)
    sent = {"requested_on": str(timezone.localdate())}
    page = reverse("person-erasure", args=[zoe.pk])
    text = client.post(page, sent, follow=True).content.decode()
    assert "la nomment encore" in text
    assert "versions d’une observation" in text
    shown = client.get(reverse("admin:members_user_change", args=[zoe.pk])).content.decode()
    assert f"Personne n° {zoe.pk}" in shown


@pytest.mark.slow
def test_the_command_does_the_same(zoe, cast, capsys):
    told = {"requested_on": TODAY, "by": cast.administrator.email}
    with pytest.raises(CommandError, match="une date s’écrit ainsi"):
        call_command(
            "erase_person", MAIL, f"--by={cast.administrator.email}", "--requested-on=hier"
        )
    with pytest.raises(CommandError, match="Personne n’a l’adresse"):
        call_command("erase_person", "nobody@example.org", **told)
    with pytest.raises(CommandError, match="n’est pas administrateur"):
        call_command("erase_person", MAIL, **{**told, "by": cast.board.email})
    with pytest.raises(CommandError, match="pas encore venue"):
        call_command("erase_person", MAIL, **{**told, "requested_on": date(2999, 1, 1)})
    factories.observation(cast.other_adherent, factories.statement(inference=f"Dit par {WHO}."))
    call_command("erase_person", MAIL, **told)
    said = capsys.readouterr().out
    assert f"Personne n° {zoe.pk}" in said
    assert "versions d’une observation" in said


OUTSIDE = "jeanne@example.net"


@pytest.fixture
def outsider(cast, settings, tmp_path):
    """Who joined a group by a link."""
    settings.PROMESSE_HOME = tmp_path
    load_references()
    case = factories.case(cast, on=factories.product())
    cohort = open_to_opt_ins(case, by=cast.committee)
    return actions.join_by_link(form_token(cohort, OUTSIDE), signature(), loss(case))


def erase_outside(cast, email=OUTSIDE, by=None):
    day = timezone.localdate()
    return actions.erase_outsider(email, requested_on=day, by=by or cast.administrator)


def test_who_joined_by_a_link_is_erased_once_nothing_holds_them(outsider, cast, verdict):
    with pytest.raises(actions.ErasureRefused, match="Un mandat signé par cette personne"):
        erase_outside(cast)
    actions.withdraw_opt_in(outsider)
    assert erase_outside(cast, OUTSIDE.upper()) == []
    assert named_in(OUTSIDE, "Dupont", "rue des Lilas") == set()
    outsider.refresh_from_db()
    assert outsider.name == f"Personne n° {outsider.signed_by_id}"
    assert Claim.objects.get().sheet.lines.counted().exists()
    last = Entry.objects.order_by("-sequence")[0]
    assert (last.verb, last.subject) == ("person.erased", f"person:{outsider.signed_by_id}")
    assert verdict()[0] == 0
    with pytest.raises(StepRefused, match="Personne n’a adhéré"):
        erase_outside(cast)


def test_a_claim_that_is_discussed_holds_who_joined_by_a_link(outsider, cast):
    Cohort.objects.update(
        state="closed", closed_at=timezone.now(), closed_by=cast.committee, closing_reason="Fini."
    )
    claim = Claim.objects.get()
    state = ClaimState.NEGOTIATING
    Claim.objects.update(state=state, **stamps(state, claim.opened_by))
    with pytest.raises(actions.ErasureRefused, match="n’a pas pris fin"):
        erase_outside(cast)
    sent = ClaimState.SUBMITTED
    Claim.objects.update(**{**AFRESH, "state": sent, **stamps(sent, claim.opened_by)})
    assert erase_outside(cast) == []


def test_only_an_administrator_erases_who_joined_by_a_link(outsider, cast):
    actions.withdraw_opt_in(outsider)
    for who in (cast.board, cast.chair, cast.lawyer):
        with pytest.raises(PermissionDenied):
            erase_outside(cast, by=who)
    with pytest.raises(GuardRefused, match="pas encore venue"):
        actions.erase_outsider(OUTSIDE, requested_on=date(2999, 1, 1), by=cast.administrator)


def test_the_command_erases_who_joined_by_a_link(outsider, cast, capsys):
    actions.withdraw_opt_in(outsider)
    told = {"requested_on": TODAY, "by": cast.administrator.email}
    call_command("erase_person", OUTSIDE, **told)
    assert "portent désormais un pseudonyme" in capsys.readouterr().out
    assert named_in(OUTSIDE, "Dupont") == set()


def test_the_command_erases_an_account_with_the_mandates_of_before_it(outsider, zoe, cast):
    OptIn.objects.update(email=MAIL)
    actions.withdraw_opt_in(outsider)
    call_command("erase_person", MAIL, requested_on=TODAY, by=cast.administrator.email)
    assert named_in(MAIL, WHO, "Dupont") == set()
