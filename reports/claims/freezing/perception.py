"""The answers of a claim's customers → their means, in the words of the survey."""

from cases.claims.models import Claim
from cases.claims.perception import FEWEST_TOLD, MARKS, added_up
from members.typography import day
from reports.claims.content import Perceived, PerceptionLine
from reports.claims.sentences import Sentences


def perceived(claim: Claim, say: Sentences) -> Perceived | None:
    answers = list(claim.perceptions.in_force().values(*MARKS))
    if not answers:
        return None
    occurred = day(claim.case.occurred_on)
    lines = tuple(
        PerceptionLine(
            question=say(f"survey_{line.question}"),
            moment=say(f"survey_{line.moment}", occurred_on=occurred),
            n=line.n,
            mean=line.mean,
            counts=line.counts,
        )
        for line in added_up(answers)
    )
    return Perceived(len(answers), FEWEST_TOLD, lines)
