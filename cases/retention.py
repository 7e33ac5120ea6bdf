"""How long files are kept once what they are about is closed. The rule is data; pure.

The years and their basis are in `cases/data/retention.json`: none is written here, and each says
whether counsel has confirmed it.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from cases.limitation import SEEN, Source, shifted

DATA = Path(__file__).with_name("data") / "retention.json"


@dataclass(frozen=True)
class Retention:
    code: str
    years: int
    basis: Source

    def last_day(self, closed_on: date) -> date:
        return shifted(closed_on, 12 * self.years)


def retention_of_files() -> Retention:
    """Of what observers and the committee hand in, from the day on which its case was closed."""
    return _rule("observation_files")


def retention_of_claims() -> Retention:
    """Of what is handed in on a claim and made from it, from the day on which it ended: paid, or
    withdrawn. A refusal ends nothing, since a trial may follow."""
    return _rule("claim_files")


def retention_of_contracts() -> Retention:
    """Of the files of a member's contract, from the day on which it ended."""
    return _rule("contract_files")


@cache
def _rule(code: str) -> Retention:
    rules = json.loads(DATA.read_text(encoding="utf-8"))["rules"]
    [rule] = [each for each in rules if each["code"] == code]
    basis = Source(rule["basis"], rule["status"] != SEEN)
    return Retention(rule["code"], rule["years"], basis)
