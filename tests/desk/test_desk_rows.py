"""Our rows of a list are those of django-unfold, to the letter."""

import pytest
from django.contrib import admin
from django.urls import reverse
from unfold.templatetags.unfold_list import items_for_result

from cases.models import Case, Mandate, Observation, Product, Publisher
from members.models import Membership, Organisation, User
from promesse.templatetags.desk_rows import rows_of
from tests import factories


@pytest.fixture
def case(cast):
    held = factories.relayed_case(cast)
    factories.mandate(cast, held)
    Organisation.objects.create(key="hostile", name="<b>l’une & l’autre</b>", kind="other")
    return held


@pytest.mark.parametrize("address", ["/", "/?_popup=1"])
def test_each_cell_of_each_list_is_written_as_django_unfold_writes_it(case, cast, rf, address):
    written = {}
    for model, desk in admin.site._registry.items():
        request = rf.get(address)
        request.user, request.session = cast.chair, {}
        cl = desk.get_changelist_instance(request)
        ours = [[str(cell) for cell in row] for row in rows_of(cl)]
        theirs = [[str(each) for each in items_for_result(cl, row, None)] for row in cl.result_list]
        assert ours == theirs, model
        written[model] = len(ours)
    for model in (Case, Mandate, Membership, Observation, Organisation, Product, Publisher, User):
        assert written[model] > 0


def test_the_heads_that_are_kept_are_those_of_the_order_asked_for(cast, logged_in):
    people, list_of_people = logged_in(cast.board), reverse("admin:members_user_changelist")
    for _ in range(2):
        for order, arrow in (("1", "arrow_circle_down"), ("-1", "arrow_circle_up")):
            assert arrow in people.get(list_of_people, {"o": order}).content.decode()
