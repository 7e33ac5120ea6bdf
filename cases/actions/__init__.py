"""The association's acts. Page, admin, API and command call the same ones."""

from cases.actions.assigning import assign_observation, release_observation
from cases.actions.attaching import (
    attach_to_case,
    attach_to_observation,
    describe_attachment,
    may_be_redacted,
)
from cases.actions.deciding import cast_vote, close_ballot, open_ballot
from cases.actions.drafting import (
    DraftSent,
    add_photo,
    discard_draft,
    remove_photo,
    save_answers,
    send_draft,
    send_kept_report,
)
from cases.actions.exhibiting import exhibit_item, move_exhibit, withdraw_exhibit
from cases.actions.following_up import follow_up
from cases.actions.handing_out import NotScanned, download_attachment, view_attachment
from cases.actions.keeping import hold_person, lift_hold
from cases.actions.mandating import grant_mandate, revoke_mandate
from cases.actions.noting import erase_private_note, sign_note, write_private_note
from cases.actions.observing import (
    answer_question,
    report_observation,
    revise_observation,
    say_me_too,
    why_not_revised,
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
from cases.actions.undoing import seconds_to_undo, undo_act
from cases.actions.verifying import Trace, verify_case

__all__ = [
    "DraftSent",
    "NotScanned",
    "Trace",
    "add_photo",
    "answer_question",
    "approve_relay",
    "ask_observers",
    "assign_observation",
    "attach_observations",
    "attach_to_case",
    "attach_to_observation",
    "cast_vote",
    "close_ballot",
    "create_case",
    "describe_attachment",
    "detach_observation",
    "discard_draft",
    "dismiss_case",
    "download_attachment",
    "draft_relay",
    "erase_private_note",
    "exhibit_item",
    "follow_up",
    "grant_mandate",
    "hold_person",
    "lift_hold",
    "mark_duplicate",
    "may_be_redacted",
    "move_exhibit",
    "open_ballot",
    "open_case",
    "release_observation",
    "remove_photo",
    "reopen_case",
    "report_observation",
    "restore_observation",
    "revise_observation",
    "revoke_mandate",
    "save_answers",
    "say_me_too",
    "seconds_to_undo",
    "send_draft",
    "send_kept_report",
    "set_aside_observations",
    "sign_note",
    "undo_act",
    "verify_case",
    "view_attachment",
    "why_not_revised",
    "withdraw_exhibit",
    "withdraw_observation",
    "write_private_note",
]
