"""Of the morning, what is reached by a link in a mail, from the desk's lists, or only when a thing
is over: an erased file, an invitation, an act on a row.

By the acts themselves. `fill` gives the addresses, as `morning.fill` does.
"""

from urllib.parse import urlencode

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.urls import reverse

from cases import actions as case_actions
from cases.claims import actions
from cases.claims.actions import Course
from cases.claims.cohort_states import Aim
from cases.claims.models import Cohort, CollectiveRoute
from cases.evidence.models import Entry
from cases.evidence.receiving import Received, erase_item
from cases.models import Attachment, Case, Mandate, Observation, Product
from cases.retention import retention_of_files
from members.actions import invite
from members.invitations import token_for
from members.models import Invitation, Membership, User
from members.roles import Role
from reports import sharing
from reports.links import token_of
from reports.models import Dossier
from tests.cast import organisation, person

# Of the case that has just been opened, of the observation that waits for one.
STEPS = {
    "desk-verify": "verifier",
    "desk-dismiss": "classer",
    "desk-mandate": "donner-un-mandat",
    "desk-exhibit": "verser-une-piece",
}
ACTS = {
    "desk-open-case": "ouvrir-un-cas",
    "desk-attach-to-case": "rattacher",
    "desk-duplicate": "doublon",
    "desk-ask": "interroger",
    "desk-set-aside": "ecarter",
}


def fill(own: Observation, waiting: Observation, opened: Case) -> dict[str, str]:
    board, chair, lawyer = (
        User.objects.get(email__startswith=f"{login}@")
        for login in ("bureau", "presidente", "avocate")
    )
    relayed = Case.objects.get(key="ebp-2018-01-09")
    arriving = person("Adhérent Atlantique", "atlantique", organisation("Atlantique"), Role.MEMBER)
    return {
        **_by_mail(relayed, arriving, board, lawyer),
        **_over(own),
        **_of_relayed(relayed),
        **_of_cohort(_prepared(chair)),
        **_of_desk(waiting, opened),
        **_of_people(arriving),
    }


def _by_mail(case: Case, arriving: User, board: User, lawyer: User) -> dict[str, str]:
    invited = invite(
        email="nina@example.org",
        full_name="Nina Nouvelle",
        organisation=arriving.organisation,
        role=Role.MEMBER,
        chair=False,
        by=board,
    )
    address = EmailAddress.objects.create(user=arriving, email=arriving.email)
    dossier = Dossier.objects.get(case=case)
    link = sharing.make_link(dossier, by=lawyer, recipient="Maître Paul Associé", hours=24)
    case_actions.write_private_note(case, by=lawyer, text="Relire la clause 7 du contrat.")
    return {
        "invitation-accept": reverse("invitation-accept", args=[token_for(invited)]),
        "invitation-refused": reverse("invitation-accept", args=["abimee"]),
        "account_confirm_email": reverse(
            "account_confirm_email", args=[EmailConfirmationHMAC(address).key]
        ),
        "account_reset_password_from_key": reverse(
            "account_reset_password_from_key", args=["1", "abime"]
        ),
        "counsel-link": reverse("counsel-link", args=[token_of(link)]),
    }


def _over(observation: Observation) -> dict[str, str]:
    """As the rule of retention erases: the bytes go, what is known of them stays."""
    received = Received(b"%PDF-1.7 un releve", "releve-des-appels.pdf", "application/pdf")
    gone: Attachment = case_actions.attach_to_observation(
        observation, received, by=observation.reported_by
    )
    erase_item(gone, rule=retention_of_files().code, by=None)
    return {"attachment-erased": reverse("attachment-preview", args=[gone.item_id])}


def _of_relayed(case: Case) -> dict[str, str]:
    return {
        "attestation": reverse("attestation", args=[case.pk]),
        "loss-sheet-open": reverse("loss-sheet-open", args=[case.pk]),
    }


def _prepared(chair: User) -> Cohort:
    course = Course(
        "Panne du 11 janvier",
        Aim.DAMAGES,
        CollectiveRoute.objects.get(code="joint_individual_action"),
    )
    return actions.open_cohort([Case.objects.get(key="sage-2018-01-11")], course, by=chair)


def _of_cohort(cohort: Cohort) -> dict[str, str]:
    return {
        "cohort-prepared": reverse("cohort-detail", args=[cohort.pk]),
        "cohort-opt-ins": reverse("cohort-opt-ins", args=[cohort.pk]),
    }


def _of_desk(waiting: Observation, opened: Case) -> dict[str, str]:
    chosen = urlencode({"o": waiting.pk})
    product = Product.objects.select_related("publisher").earliest("pk")
    rows = {
        "admin:cases_mandate_change": Mandate.objects.earliest("pk"),
        "admin:cases_product_change": product,
        "admin:cases_publisher_change": product.publisher,
        "admin:evidence_entry_change": Entry.objects.filter(verb="case.opened").latest("sequence"),
    }
    return {
        "admin:app_list": reverse("admin:app_list", args=["cases"]),
        "admin:cases_case_history": reverse("admin:cases_case_history", args=[opened.pk]),
        **{name: reverse(name, args=[row.pk]) for name, row in rows.items()},
        **{
            name: reverse("admin:cases_case_step", args=[opened.pk, slug])
            for name, slug in STEPS.items()
        },
        **{
            name: f"{reverse('admin:cases_observation_act', args=[slug])}?{chosen}"
            for name, slug in ACTS.items()
        },
        "desk-request-dossier": reverse("admin:reports_dossier_request", args=[opened.pk]),
    }


def _of_people(arriving: User) -> dict[str, str]:
    """At the desk of the board: each kind of row, and the two acts on them."""
    membership = Membership.objects.get(user=arriving)
    invitation = Invitation.objects.latest("pk")
    rows = {
        "admin:members_user_change": arriving,
        "admin:members_organisation_change": arriving.organisation,
        "admin:members_membership_change": membership,
        "admin:members_membership_end": membership,
        "admin:members_invitation_change": invitation,
        "admin:members_invitation_revoke": invitation,
        "person-erasure": arriving,
    }
    return {name: reverse(name, args=[row.pk]) for name, row in rows.items()}
