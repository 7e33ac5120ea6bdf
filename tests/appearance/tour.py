"""The pages that are looked at and measured: who sees each, and where it is.

A page that needs an object has its address from `tests/appearance/morning.py`, by the same name.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.urls import reverse


@dataclass(frozen=True)
class Stop:
    name: str
    login: str
    url: str


# login: the pages that it is shown, by the name of their URL or of the morning's address
TOUR = """
                    account_login account_signup account_reset_password
                    account_reset_password_done account_reset_password_from_key
                    account_reset_password_from_key_done account_email_verification_sent
                    account_confirm_email account_inactive invitation-accept
                    verification transparency accessibility offline counsel-link
                    opt-in-ask opt-in-sign opt-in-withdraw opt-in-losses opt-in-loss
adherent            home observation-report report-produit report-constat report-depuis
adherent            report-clients report-su report-recit report-check observation-receipt
adherent            observation-list observation-detail observation-revise observation-withdraw
adherent            revise-constat revise-moments revise-clients revise-su revise-messages
adherent            revise-appels revise-reponse revise-recit
adherent            observation-attachments attachment-preview attachment-describe
adherent            attachment-erased attestation
adherent            case-list case-detail comparison token-list rights
adherent            account_email account_change_password account_logout account_reauthenticate
adherent            mfa_index mfa_activate_totp mfa_list_webauthn mfa_add_webauthn
adherent            claim-list acting-together claim-detail claim-offer claim-reply claim-paper-add
adherent            claim-limitation claim-refusal claim-court claim-withdraw
adherent            claim-recovery loss-sheet loss-line
adherent            contract-list contract-add contract-detail contract-correct
adherent            claim-contracts claim-grounds claim-element claim-rights
adherent            claim-documents claim-particulars claim-document claim-bundle
adherent            claim-perceptions perception-add perception-correct claim-known
adherent            switching-list switching-open switching-file switching-letter
adherent            claim-cohorts claim-join
adherent-2          home claim-draft claim-send claim-decline loss-sheet-describe loss-declare
adherent-2          loss-sheet-begun loss-correct
adherent-2          observation-list contract-list switching-list token-list
commission-1        home triage triage-open triage-help dashboard case-list case-detail-open
commission-1        case-attachments claim-list claim-detail claim-open loss-sheet-open
commission-1        desk-attach
commission-1        cohort-list cohort-detail
commission-1        dossier-list dossier-detail observation-detail styleguide
presidente          admin:index admin:app_list
presidente          admin:cases_observation_changelist admin:cases_case_changelist
presidente          desk-case desk-case-relayed desk-vote desk-observation desk-dossier
presidente          desk-verify desk-dismiss desk-mandate desk-exhibit desk-request-dossier
presidente          desk-open-case desk-attach-to-case desk-duplicate desk-ask desk-set-aside
presidente          admin:cases_observation_import_file admin:cases_case_history
presidente          admin:cases_mandate_changelist admin:cases_mandate_change
presidente          admin:cases_product_changelist admin:cases_product_add
presidente          admin:cases_product_change admin:cases_publisher_changelist
presidente          admin:cases_publisher_add admin:cases_publisher_change
presidente          admin:reports_dossier_changelist
presidente          admin:evidence_entry_changelist admin:evidence_entry_change
presidente          admin:password_change admin:password_change_done
presidente          cohort-list cohort-open cohort-open-course cohort-detail cohort-describe
presidente          cohort-prepared cohort-opt-ins cohort-decision cohort-declare cohort-close
presidente          cohort-estimate
bureau              admin:index admin:members_user_changelist admin:members_user_change
bureau              admin:members_invitation_changelist admin:members_invitation_add
bureau              admin:members_invitation_change admin:members_invitation_revoke
bureau              admin:members_membership_changelist admin:members_membership_add
bureau              admin:members_membership_change admin:members_membership_end
bureau              admin:members_organisation_changelist admin:members_organisation_add
bureau              admin:members_organisation_change
bureau              association-profile person-erasure
avocate             case-list case-detail dossier-list dossier-ready dossier-download comparison
avocate             counsel-case loss-document dossier-share private-notes counsel-claims
avocate             claim-detail claim-grounds claim-ground claim-ground-free contract-list
avocate             cohort-detail cohort-criteria
avocate             group-order-list group-order-detail group-order-made group-order-download
avocat-sans-mandat  case-list dossier-list cohort-list
"""

# A page of the product that the tour leaves out, by what stands for it.
LEFT_OUT = {
    "a file, or what a program reads": """
        service-worker admin:jsi18n attestation-form counsel-claims-csv root-statement""",
    "the same page as loss-document": """
        attachment-download claim-paper cohort-minutes contract-file""",
    "asked of who has a second factor, whom a password alone does not let in: mfa_index": """
        mfa_deactivate_totp mfa_generate_recovery_codes mfa_edit_webauthn mfa_remove_webauthn
        mfa_reauthenticate mfa_reauthenticate_webauthn""",
    "the same list as admin:cases_case_history": """
        admin:cases_mandate_history admin:cases_observation_history admin:cases_product_history
        admin:cases_publisher_history admin:evidence_entry_history admin:members_invitation_history
        admin:members_membership_history admin:members_organisation_history
        admin:members_user_history admin:reports_dossier_history""",
    "the same form as group-order-download": "group-annex-download",
    "the same page as dossier-share": "claim-document-share group-annex-share",
}


def write(path: Path, addresses: dict[str, str]) -> None:
    path.write_text(json.dumps([asdict(stop) for stop in stops(addresses)]))


def read(path: Path) -> list[Stop]:
    return [Stop(**stop) for stop in json.loads(path.read_text())]


def stops(addresses: dict[str, str]) -> list[Stop]:
    """Those that are in no list of addresses and have no URL of that name are a fault of TOUR."""
    return [
        Stop(name, login, addresses.get(name) or reverse(name))
        for login, names in (_line(line) for line in TOUR.splitlines() if line.strip())
        for name in names
    ]


def _line(line: str) -> tuple[str, list[str]]:
    return line[:20].strip(), line[20:].split()
