"""Every act that changes a state has its race, and every race its negative control."""

import inspect
from importlib import import_module
from types import ModuleType

import pytest

from cases import actions as on_cases
from cases.claims import actions as on_claims
from members import actions as on_people
from reports import actions as on_dossiers
from reports import production, sharing
from reports.claims import actions as on_documents
from reports.claims import making
from reports.groups import actions as on_groups
from reports.groups import production as groups_production

RACES = {
    "tests.cases.races.test_observing": {
        "cases.actions.answer_question": "test_a_question_is_answered_once",
        "cases.actions.report_observation": (
            "test_twenty_sendings_of_one_submission_are_one_observation"
        ),
        "cases.actions.revise_observation": (
            "test_two_additions_at_once_take_two_numbers_and_none_is_lost"
        ),
        "cases.actions.say_me_too": "test_two_taps_on_me_too_are_one_observation",
        "cases.actions.withdraw_observation": "test_an_observation_is_withdrawn_once",
    },
    "tests.cases.races.test_relaying": {
        "cases.actions.approve_relay": "test_a_text_is_approved_once",
        "cases.actions.dismiss_case": "test_a_case_is_dismissed_once",
        "cases.actions.draft_relay": (
            "test_of_two_texts_one_waits_and_its_author_is_named_to_the_other"
        ),
        "cases.actions.reopen_case": "test_a_case_is_reopened_once",
    },
    "tests.cases.races.test_assigning": {
        "cases.actions.assign_observation": (
            "test_of_two_people_who_take_an_observation_in_charge_one_has_it"
        ),
        "cases.actions.release_observation": "test_an_observation_is_released_once",
    },
    "tests.cases.races.test_attaching": {
        "cases.actions.attach_to_case": "test_a_file_sent_twice_at_once_joins_a_case_once",
        "cases.actions.attach_to_observation": (
            "test_a_file_sent_twice_at_once_joins_an_observation_once"
        ),
        "cases.actions.describe_attachment": "test_of_two_descriptions_one_is_kept",
    },
    "tests.cases.races.test_triage": {
        "cases.actions.attach_observations": "test_an_observation_joins_one_case",
        "cases.actions.detach_observation": "test_an_observation_leaves_its_case_once",
        "cases.actions.mark_duplicate": "test_of_two_observations_marked_across_one_still_counts",
        "cases.actions.open_case": "test_an_observation_opens_one_case",
        "cases.actions.restore_observation": "test_an_observation_counts_again_once",
        "cases.actions.set_aside_observations": "test_an_observation_is_set_aside_once",
    },
    "tests.cases.races.test_deciding": {
        "cases.actions.cast_vote": "test_a_person_votes_once",
        "cases.actions.close_ballot": "test_a_vote_is_closed_once",
        "cases.actions.open_ballot": "test_a_case_has_one_open_vote",
    },
    "tests.cases.races.test_numbers": {
        "cases.actions.create_case": "test_a_number_is_given_once",
    },
    "tests.cases.races.test_mandating": {
        "cases.actions.grant_mandate": "test_a_mandate_is_given_once",
        "cases.actions.revoke_mandate": "test_a_mandate_is_revoked_once",
    },
    "tests.cases.races.test_exhibiting": {
        "cases.actions.exhibit_item": "test_a_file_is_exhibited_once",
        "cases.actions.move_exhibit": "test_of_two_orders_one_is_kept",
        "cases.actions.withdraw_exhibit": "test_an_exhibit_is_withdrawn_once",
    },
    "tests.cases.races.test_noting": {
        "cases.actions.sign_note": "test_no_note_is_signed_after_its_mandate_was_revoked",
    },
    "tests.claims.test_ground_races": {
        "cases.claims.actions.attach_contract_file": (
            "test_a_file_sent_twice_at_once_is_joined_to_a_contract_once"
        ),
        "cases.claims.actions.correct_contract": (
            "test_of_two_corrections_of_a_contract_one_is_kept"
        ),
        "cases.claims.actions.put_contracts_forward": (
            "test_two_colleagues_put_a_contract_forward_once"
        ),
        "cases.claims.actions.put_pieces_forward": "test_two_colleagues_put_a_piece_forward_once",
        "cases.claims.actions.select_ground": "test_two_counsels_select_a_ground_once",
        "cases.claims.actions.set_ground_aside": "test_two_counsels_set_a_ground_aside_once",
    },
    "tests.claims.test_cohort_races": {
        "cases.claims.actions.ask_consent": "test_consent_asked_twice_at_once_is_asked_once",
        "cases.claims.actions.close_cohort": "test_a_cohort_is_closed_once",
        "cases.claims.actions.add_outside_loss": (
            "test_nothing_is_added_to_what_a_stranger_lost_once_they_left"
        ),
        "cases.claims.actions.remove_outside_loss": "test_a_stranger_s_loss_is_removed_once",
        "cases.claims.actions.correct_outside_loss": "test_a_stranger_s_loss_is_corrected_once",
        "cases.claims.actions.estimate_size": (
            "test_nothing_is_estimated_of_a_group_once_it_is_closed"
        ),
        "cases.claims.actions.describe_association": (
            "test_of_two_descriptions_of_the_association_one_is_a_version"
        ),
        "cases.claims.actions.describe_cohort": "test_of_two_courses_one_is_kept",
        "cases.claims.actions.give_consent": "test_consent_is_given_once",
        "cases.claims.actions.give_pseudonyms": (
            "test_pseudonyms_asked_for_twice_at_once_are_told_once"
        ),
        "cases.claims.actions.join_as_member": "test_two_colleagues_join_once",
        "cases.claims.actions.join_by_link": (
            "test_two_groups_on_one_case_take_one_mandate_of_one_person"
        ),
        "cases.claims.actions.number_claimants": (
            "test_pseudonyms_given_twice_at_once_are_given_once"
        ),
        "cases.claims.actions.open_opt_ins": "test_opt_ins_are_opened_once",
        "cases.claims.actions.refuse_consent": "test_consent_is_refused_once",
        "cases.claims.actions.revoke_consent": "test_consent_is_taken_back_once",
        "cases.claims.actions.set_criteria": "test_of_two_criteria_one_is_kept",
        "cases.claims.actions.withdraw_opt_in": "test_a_mandate_is_revoked_once",
    },
    "tests.claims.test_erasing_races": {
        "cases.actions.hold_person": "test_a_person_is_held_or_erased",
        "cases.actions.lift_hold": "test_a_hold_is_lifted_once",
        "cases.claims.actions.erase_outsider": "test_who_joined_by_a_link_is_erased_once",
        "cases.claims.actions.erase_person": "test_a_person_is_erased_once",
    },
    "tests.claims.test_loss_races": {
        "cases.claims.actions.declare_loss": "test_an_hour_declared_twice_at_once_is_counted_once",
        "cases.claims.actions.describe_sheet": "test_of_two_frames_one_is_kept",
        "cases.claims.actions.document_loss": (
            "test_a_file_sent_twice_at_once_documents_a_loss_once"
        ),
        "cases.claims.actions.open_sheet": "test_two_colleagues_open_one_sheet",
        "cases.claims.actions.prove_loss": "test_a_loss_is_proved_once",
        "cases.claims.actions.verify_loss": "test_a_loss_is_withdrawn_or_verified",
        "cases.claims.actions.withdraw_loss": "test_a_loss_is_withdrawn_once",
    },
    "tests.claims.test_perception_races": {
        "cases.claims.actions.correct_perception": "test_an_answer_is_corrected_or_withdrawn_once",
        "cases.claims.actions.record_perception": "test_one_customer_s_answer_is_typed_in_once",
        "cases.claims.actions.withdraw_perception": "test_an_answer_is_corrected_or_withdrawn_once",
    },
    "tests.claims.test_claim_races": {
        "cases.claims.actions.accept_offer": "test_of_two_offers_one_is_accepted",
        "cases.claims.actions.add_paper": "test_a_paper_sent_twice_at_once_is_kept_once",
        "cases.claims.actions.close_as_paid": "test_a_claim_is_closed_once",
        "cases.claims.actions.correct_loss": "test_a_loss_is_corrected_once",
        "cases.claims.actions.document_claim": "test_a_claim_is_sent_back_or_documented",
        "cases.claims.actions.go_to_court": "test_a_claim_goes_to_court_once",
        "cases.claims.actions.open_claim": "test_two_colleagues_open_one_claim",
        "cases.claims.actions.prepare_claims": "test_two_sweeps_at_once_prepare_a_claim_once",
        "cases.claims.actions.record_limitation_event": ("test_an_act_on_limitation_is_noted_once"),
        "cases.claims.actions.record_offer": "test_an_offer_is_noted_once",
        "cases.claims.actions.record_payment": "test_a_payment_is_noted_once",
        "cases.claims.actions.record_refusal": "test_a_refusal_is_noted_once",
        "cases.claims.actions.record_reply": (
            "test_of_two_answers_noted_at_once_one_is_read_first"
        ),
        "cases.claims.actions.refuse_offer": "test_an_offer_is_refused_or_another_accepted",
        "cases.claims.actions.say_when_known": "test_when_the_facts_were_known_is_said_once",
        "cases.claims.actions.take_back_when_known": (
            "test_when_the_facts_were_known_is_taken_back_or_said_anew"
        ),
        "cases.claims.actions.reopen_claim": "test_a_claim_is_reopened_once",
        "cases.claims.actions.send_back_claim": "test_a_claim_is_sent_back_or_documented",
        "cases.claims.actions.send_notice": "test_a_notice_is_sent_once",
        "cases.claims.actions.submit_claim": "test_a_claim_is_sent_once",
        "cases.claims.actions.take_back_claim": "test_a_claim_is_taken_back_or_verified",
        "cases.claims.actions.verify_claim": "test_a_claim_is_taken_back_or_verified",
        "cases.claims.actions.withdraw_claim": "test_a_claim_is_withdrawn_once",
    },
    "tests.cases.races.test_verifying": {
        "cases.actions.verify_case": "test_of_two_verifications_one_is_kept",
    },
    "tests.cases.races.test_reporting": {
        "cases.actions.add_photo": "test_the_same_photo_sent_twice_at_once_is_one",
        "cases.actions.discard_draft": "test_a_draft_is_discarded_once",
        "cases.actions.follow_up": "test_two_taps_are_one_point",
        "cases.actions.remove_photo": "test_a_photo_is_taken_back_once",
        "cases.actions.save_answers": "test_two_pages_answered_at_once_are_both_kept",
        "cases.actions.send_draft": "test_a_draft_sent_from_two_tabs_is_one_observation",
        "cases.actions.send_kept_report": (
            "test_a_report_kept_on_a_device_and_sent_twice_at_once_is_one_observation"
        ),
    },
    "tests.cases.races.test_undoing": {
        "cases.actions.undo_act": "test_an_act_is_undone_once",
    },
    "tests.members.test_one_winner": {
        "members.actions.accept_invitation": "test_an_invitation_opens_one_account",
        "members.actions.create_first_administrator": (
            "test_two_who_install_at_once_make_one_first_administrator"
        ),
        "members.actions.end_membership": "test_a_role_ends_once",
        "members.actions.grant_role": "test_a_role_given_by_two_people_at_once_is_held_once",
        "members.actions.invite": "test_an_address_is_invited_once",
        "members.actions.revoke_invitation": "test_an_invitation_is_revoked_once",
    },
    "tests.reports.groups.test_group_races": {
        "reports.groups.actions.cancel_order": ("test_an_order_is_stopped_or_its_document_is_kept"),
        "reports.groups.actions.order_cohort": "test_of_two_orders_one_is_kept",
        "reports.groups.actions.pause_order": "test_an_order_is_paused_once",
        "reports.groups.actions.resume_order": "test_an_order_is_resumed_once",
        "reports.groups.actions.retry_failed": "test_what_failed_is_tried_again_once",
        "reports.groups.production.claim_next": "test_of_two_workers_one_takes_a_document",
        "reports.groups.production.produce_next": "test_who_ends_the_last_document_ends_the_order",
        "reports.groups.production.sweep": (
            "test_a_document_given_out_again_is_not_kept_by_who_held_it"
        ),
    },
    "tests.reports.test_link_races": {
        "reports.sharing.revoke_link": "test_a_link_is_taken_back_once",
        "reports.sharing.use_link": "test_a_link_taken_back_meanwhile_gives_nothing_more",
    },
    "tests.reports.claims.test_document_races": {
        "cases.claims.actions.close_switching_file": "test_a_customer_s_file_is_closed_once",
        "reports.claims.actions.cancel_document": "test_a_document_is_cancelled_once",
        "reports.claims.actions.fill_in": "test_of_two_who_fill_in_one_is_kept",
        "reports.claims.actions.request_document": "test_of_two_requests_one_is_kept",
        "reports.claims.actions.request_reversibility": (
            "test_of_two_letters_for_a_customer_one_is_kept"
        ),
        "reports.claims.actions.retry_document": "test_of_two_retries_one_is_kept",
        "reports.claims.making.make_document": "test_of_two_workers_one_makes_the_file",
        "reports.claims.making.sweep": "test_a_document_given_up_is_not_finished_too",
    },
    "tests.reports.test_dossier_races": {
        "reports.actions.cancel_dossier": "test_a_dossier_is_cancelled_once",
        "reports.actions.request_dossier": "test_of_two_requests_one_is_kept",
        "reports.actions.retry_dossier": "test_of_two_retries_one_is_kept",
        "reports.production.produce_dossier": "test_of_two_workers_one_makes_the_file",
        "reports.production.sweep": "test_a_dossier_given_up_is_not_finished_too",
    },
}

# Acts that win nothing from one another, and why.
NOTHING_TO_WIN = {
    "cases.claims.actions.tell_claims_exported": "it changes no row: both are told",
    "cases.claims.actions.ask_to_join": "it sends a mail and keeps nothing",
    "cases.claims.actions.declare": "two declarations are two rows, and the last one counts",
    "cases.claims.actions.cost_of": "it only reads",
    "cases.claims.actions.mandate_of": "it only reads",
    "cases.claims.actions.may_open_on": "it only reads",
    "cases.claims.actions.why_kept": "it only reads",
    "cases.claims.actions.note_decision": "the last one counts, and the journal holds both",
    "cases.claims.actions.open_cohort": "two groups on one case are allowed: people join one",
    "cases.claims.actions.refuse_unwritable": "it only reads",
    "cases.claims.actions.renew_link": "either address is a new one, and the last one counts",
    "cases.claims.actions.note_reception": "a date noted anew replaces the one before",
    "cases.claims.actions.open_switching_file": "two customers are two rows",
    "reports.claims.actions.download_document": "it changes no row: the journal takes both entries",
    "reports.claims.actions.download_editable": "it changes no row: the journal takes both entries",
    "reports.claims.actions.export_bundle": "it changes no row: the journal takes both entries",
    "reports.claims.actions.refuse_who_may_not_read": "it only reads",
    "reports.claims.actions.wake_a_worker": "the worker's claim of the row decides",
    "cases.claims.actions.register_contract": "two colleagues may register two contracts",
    "cases.actions.download_attachment": "it changes no row: the journal takes both entries",
    "cases.actions.view_attachment": "it changes no row: the journal takes both entries",
    "cases.actions.ask_observers": "two questions are two rows, and both are asked",
    "cases.actions.may_be_redacted": "it only reads",
    "cases.actions.erase_private_note": "one DELETE decides, and nothing tells of it",
    "cases.actions.write_private_note": "two notes are two rows, and both are the author's",
    "cases.actions.seconds_to_undo": "it only reads",
    "cases.actions.why_not_revised": "it only reads",
    "reports.actions.download_dossier": "it changes no row: the journal takes both entries",
    "reports.actions.export_bundle": "it changes no row: the journal takes both entries",
    "reports.actions.take_marked_copy": "it changes no row: the journal takes both entries",
    "reports.groups.actions.download_annex": "it changes no row: the journal takes both entries",
    "reports.groups.actions.export_order": "it changes no row: the journal takes both entries",
    "reports.groups.actions.wake_a_worker": "the worker's claim of the row decides",
    "reports.sharing.use_link_for_copy": "it is counted by the same step as use_link",
    "reports.sharing.make_link": "two links are two rows, and both are theirs",
    "reports.sharing.mandate_to_share": "it only reads",
    "reports.production.box_of": "it only draws the words of a seal",
    "reports.production.reason_of": "it only reads",
    "reports.production.seal_as_announced": "it makes bytes; the claim of the row decides",
    "reports.actions.wake_a_worker": "the worker's claim of the row decides",
}


def acts_of(module: ModuleType) -> set[str]:
    """Its public functions, whether written there or gathered there."""
    written = {
        name
        for name, value in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and value.__module__ == module.__name__
    }
    gathered = {
        name for name in getattr(module, "__all__", ()) if inspect.isfunction(getattr(module, name))
    }
    return {f"{module.__name__}.{name}" for name in written | gathered}


ACTS = set().union(
    *map(
        acts_of,
        (
            on_cases,
            on_claims,
            on_people,
            on_dossiers,
            on_documents,
            on_groups,
            sharing,
            production,
            making,
            groups_production,
        ),
    )
)
ROWS = [(act, module, test) for module, tests in RACES.items() for act, test in tests.items()]
NAMED = {act for act, _, _ in ROWS} | NOTHING_TO_WIN.keys()


def test_the_acts_are_found_at_all():
    assert {"cases.actions.verify_case", "reports.production.sweep"} <= ACTS


@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_act_has_a_race(act):
    named = act in NAMED
    assert named, (
        f"{act} has no race. Write a test in which two people do it at once, with the fixture "
        "`race` of tests/cases/races/together.py, which runs its negative control too; then name "
        "it in RACES of tests/cases/races/test_every_act.py, under the module that holds it: "
        f'"{act}": "test_…". If it takes nothing from anybody, give the reason in NOTHING_TO_WIN '
        "of the same file instead."
    )


def test_no_row_names_an_act_that_is_gone():
    assert not NAMED - ACTS


@pytest.mark.parametrize(("act", "module", "test"), ROWS)
def test_every_race_has_its_negative_control(act, module, test):
    function = getattr(import_module(module), test, None)
    assert function, f"{act}: {module} has no {test}; mend its row in RACES."
    assert "race" in inspect.signature(function).parameters, (
        f"{act}: {test} does not take the fixture `race` of tests/cases/races/together.py, so it "
        "has no negative control."
    )
