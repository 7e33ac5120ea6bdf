"""The least file of the format, and what is read of it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cases.interchange import parse

JANUARY = Path(__file__).parents[2] / "cases" / "data" / "january_2018.json"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
OPTIONAL = [
    "first_symptom_at",
    "blocked_at",
    "restored_at",
    "customers_subscribed",
    "customers_affected",
    "awareness",
    "publisher_notices",
    "usual_calls_per_hour",
    "calls",
    "answer_quality",
    "narrative",
]


def document(**observation):
    return {
        "format": "promesse-observations/1",
        "timezone": "Europe/Paris",
        "publishers": [
            {
                "key": "ebp",
                "name": "EBP",
                "products": [{"key": "compta", "name": "Compta", "delivery": "saas"}],
            },
            {
                "key": "sage",
                "name": "Sage",
                "products": [{"key": "paie", "name": "Paie", "delivery": "local_licence"}],
            },
        ],
        "organisations": [
            {"key": "org-1", "name": "Un", "kind": "reseller"},
            {"key": "org-2", "name": "Deux", "kind": "var"},
        ],
        "cases": [
            {"key": "case-1", "publisher": "ebp", "title": "Panne", "occurred_on": "2018-01-09"}
        ],
        "observations": [
            {
                "case": "case-1",
                "reference": "r-1",
                "organisation": "org-1",
                "product": "compta",
                "observed_at": "2018-01-09T11:54",
                "symptom": "slow",
                "severity": "degraded",
                **observation,
            }
        ],
    }


def read(written, now=NOW):
    return parse(json.dumps(written), now=now)


def in_order(file):
    def by_key(row):
        return row.key

    return replace(
        file,
        publishers=tuple(
            replace(row, products=tuple(sorted(row.products, key=by_key)))
            for row in sorted(file.publishers, key=by_key)
        ),
        organisations=tuple(sorted(file.organisations, key=by_key)),
        cases=tuple(sorted(file.cases, key=by_key)),
        observations=tuple(
            sorted(file.observations, key=lambda row: (row.case, row.organisation, row.reference))
        ),
    )
