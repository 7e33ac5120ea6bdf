"""A case as it stands → the facts that the dossiers of its claims share, kept once a version."""

import json
from dataclasses import replace
from datetime import datetime

from django.conf import settings

from cases.models import Case
from reports.claims.content import CaseFacts, facts_of
from reports.claims.models import SharedFacts
from reports.content import IncidentReport, Method
from reports.freezing import freeze_incident_report


def freeze_facts(case: Case, *, at: datetime) -> CaseFacts:
    """Without what is the committee's own: votes, conflicts, the reasons of the verdict; and
    without the observations, which are other members' words."""
    report = freeze_incident_report(case, version=1, at=at, language=settings.LANGUAGE_CODE)
    return facts_of(replace(report, method=_told_to_members(report)))


def _told_to_members(report: IncidentReport) -> Method:
    method = report.method
    verification = method.verification
    told = replace(verification, grounds="") if verification else None
    return replace(method, verification=told, conflicts=())


def keep_facts(case: Case, *, at: datetime) -> SharedFacts:
    """The row of this version of the case: found again for every claim until the case changes."""
    facts = freeze_facts(case, at=at)
    kept, _is_new = SharedFacts.objects.get_or_create(
        digest=facts.digest(), defaults={"case": case, "content": json.loads(facts.as_json())}
    )
    return kept
