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
adherent            home observation-report report-produit report-constat report-depuis
adherent            report-clients report-su report-recit report-check observation-receipt
adherent            observation-list observation-detail observation-revise observation-withdraw
adherent            revise-constat revise-moments revise-clients revise-su revise-messages
adherent            revise-appels revise-reponse revise-recit
adherent            observation-attachments attachment-preview attachment-describe
adherent            case-list case-detail comparison token-list mfa_index account_email
adherent            account_change_password contract-list contract-add rights
adherent-2          home
commission-1        home triage triage-open triage-help dashboard case-list case-detail-open
commission-1        case-attachments
commission-1        dossier-list dossier-detail observation-detail styleguide
presidente          admin:index admin:cases_observation_changelist admin:cases_case_changelist
presidente          desk-case desk-case-relayed desk-vote desk-observation desk-dossier
presidente          admin:reports_dossier_changelist admin:evidence_entry_changelist
bureau              admin:index admin:members_user_changelist admin:members_invitation_add
avocate             case-list case-detail dossier-list dossier-ready dossier-download comparison
avocate             counsel-case dossier-share private-notes
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
