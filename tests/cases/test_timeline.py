"""One walk tells the moments of a case, to the desk, the charts and the dossier alike."""

from cases.timeline import Lane, MomentKind, moments
from tests.cases.testimonies import answers, at, notice


def test_moments_come_in_the_order_of_time_with_who_saw_them():
    first = answers("09 08:00", "09 09:00", "09 11:00", notices=[notice("09 10:00", "end")])
    second = answers(blocked_at="09 08:30")
    told = moments([("un", first), ("deux", second)])
    assert [(each.at, each.observer, each.kind) for each in told] == [
        (at("09 08:00"), "un", MomentKind.FIRST_CALL),
        (at("09 08:30"), "deux", MomentKind.BLOCKED),
        (at("09 09:00"), "un", MomentKind.BLOCKED),
        (at("09 10:00"), "un", MomentKind.NOTICE_END),
        (at("09 11:00"), "un", MomentKind.RESTORED),
    ]
    assert [each.channel for each in told if each.channel] == ["email"]


def test_what_was_not_answered_is_no_moment():
    assert moments([("un", answers())]) == []


def test_each_kind_has_its_lane():
    lanes = {lane: [kind.value for kind in MomentKind if kind.lane == lane] for lane in Lane}
    assert lanes == {
        Lane.MEMBERS: ["first_call", "blocked", "restored"],
        Lane.PUBLISHER: ["notice_open", "notice_update", "notice_end"],
        Lane.ASSOCIATION: ["reported", "verified", "decided", "relayed", "dismissed"],
    }
