"""The dossier of one claim, from its rows to its bytes: what a request does, and a whole cohort.

    rendered = render_claim(claim)                       # freezes the facts of the case too
    facts = keep_facts(claim.case, at=at)                # once for all claims of a case…
    rendered = render_claim(claim, facts=facts, at=at)   # …then for each: nothing but its own part

`rendered.pdf` is a PDF/A-3a without a seal; `rendered.content.as_json()` is what it was made from,
and `rendered.digest` names it. The same content gives the same bytes: `print_again(content)`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cases.claims.models import Claim
from reports.claims.content import CaseFacts, ClaimDossier
from reports.claims.freezing import freeze_claim, thawed_facts
from reports.claims.freezing.facts import keep_facts
from reports.claims.freezing.matter import Version
from reports.claims.models import SharedFacts
from reports.claims.printing import render_dossier

__all__ = ["Rendered", "keep_facts", "print_again", "render_claim"]


@dataclass(frozen=True)
class Rendered:
    content: ClaimDossier
    facts: SharedFacts
    pdf: bytes

    @property
    def digest(self) -> str:
        """Of the frozen content, the very bytes that the PDF carries as `contenu.json`."""
        return self.content.digest()


def render_claim(
    claim: Claim,
    *,
    facts: SharedFacts | None = None,
    version: int = 1,
    at: datetime | None = None,
) -> Rendered:
    """Raises what freezing refuses (`cases.errors.Refused`), and `ForbiddenFetch`."""
    established = at or timezone.now().replace(microsecond=0)
    shared = facts or keep_facts(claim.case, at=established)
    held = thawed_facts(shared.content)
    content = freeze_claim(claim, held, Version(version, established))
    return Rendered(content, shared, render_dossier(content, held))


def print_again(content: str, facts: SharedFacts) -> bytes:
    """From what was kept alone."""
    return render_dossier(ClaimDossier.from_json(content), thawed_facts(facts.content))


def facts_named(digest: str) -> CaseFacts:
    return thawed_facts(SharedFacts.objects.get(digest=digest).content)
