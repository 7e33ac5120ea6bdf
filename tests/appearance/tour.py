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
                    account_login account_reset_password verification transparency
                    opt-in-ask opt-in-sign opt-in-withdraw
adherent            home observation-report report-produit report-constat report-depuis
adherent            report-clients report-su report-recit report-check observation-receipt
adherent            observation-list observation-detail observation-revise observation-withdraw
adherent            revise-constat revise-moments revise-clients revise-su revise-messages
adherent            revise-appels revise-reponse revise-recit
adherent            observation-attachments attachment-preview attachment-describe
adherent            case-list case-detail comparison token-list mfa_index account_email
adherent            account_change_password rights
adherent            claim-list claim-detail claim-offer claim-paper-add claim-limitation
adherent            claim-recovery loss-sheet loss-line
adherent            contract-list contract-add contract-detail contract-correct
adherent            claim-contracts claim-grounds claim-element claim-rights
adherent            claim-documents claim-particulars claim-document
adherent            switching-list switching-open switching-file claim-cohorts claim-join
adherent-2          home claim-draft claim-send loss-sheet-describe loss-declare
commission-1        home triage triage-open triage-help dashboard case-list case-detail-open
commission-1        case-attachments claim-list claim-detail claim-open desk-attach
commission-1        cohort-list cohort-detail
commission-1        dossier-list dossier-detail observation-detail styleguide
presidente          admin:index admin:cases_observation_changelist admin:cases_case_changelist
presidente          desk-case desk-case-relayed desk-vote desk-observation desk-dossier
presidente          admin:reports_dossier_changelist admin:evidence_entry_changelist
presidente          cohort-list cohort-open cohort-open-course cohort-detail cohort-describe
presidente          cohort-decision cohort-declare cohort-close
bureau              admin:index admin:members_user_changelist admin:members_invitation_add
bureau              association-profile
avocate             case-list case-detail dossier-list dossier-ready dossier-download comparison
avocate             counsel-case dossier-share private-notes counsel-claims
avocate             claim-detail claim-grounds claim-ground claim-ground-free contract-list
avocate             cohort-detail cohort-criteria
avocate             group-order-list group-order-detail group-order-made group-order-download
"""


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
