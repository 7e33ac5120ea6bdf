"""The association's acts. Page, admin, API and command call the same ones."""

from cases.actions.assigning import assign_observation, release_observation
from cases.actions.deciding import cast_vote, close_ballot, open_ballot
from cases.actions.mandating import grant_mandate, revoke_mandate
from cases.actions.observing import (
    answer_question,
    report_observation,
    revise_observation,
    say_me_too,
    withdraw_observation,
)
from cases.actions.relaying import approve_relay, dismiss_case, draft_relay, reopen_case
from cases.actions.triage import (
    ask_observers,
    attach_observations,
    create_case,
    detach_observation,
    mark_duplicate,
    open_case,
    restore_observation,
    set_aside_observations,
)
from cases.actions.verifying import Trace, verify_case

__all__ = [
    "Trace",
    "answer_question",
    "approve_relay",
    "ask_observers",
    "assign_observation",
    "attach_observations",
    "cast_vote",
    "close_ballot",
    "create_case",
    "detach_observation",
    "dismiss_case",
    "draft_relay",
    "grant_mandate",
    "mark_duplicate",
    "open_ballot",
    "open_case",
    "release_observation",
    "reopen_case",
    "report_observation",
    "restore_observation",
    "revise_observation",
    "revoke_mandate",
    "say_me_too",
    "set_aside_observations",
    "verify_case",
    "withdraw_observation",
]
