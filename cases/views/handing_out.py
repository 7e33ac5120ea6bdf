"""A file that was handed in, handed out: at once, or to counsel once they say what it is for."""

from allauth.account.decorators import reauthentication_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from cases.actions.handing_out import (
    download_attachment,
    refuse_unsafe,
    takes_it_away_as_counsel,
)
from cases.evidence.receiving import Holder
from cases.evidence.responses import original
from cases.forms import PurposeForm
from members.http import MemberRequest

type Answer = HttpResponse | FileResponse


def hand_out(
    request: MemberRequest, holder: Holder, above: dict[str, str], *, knowing: bool = False
) -> Answer:
    """The original. `above` is the page to go back to. Raises as `download_attachment` does."""
    if not takes_it_away_as_counsel(request.user):
        content = download_attachment(holder, by=request.user, knowing=knowing)
        return original(holder.item, content)
    answer: Answer = _asked_for(request, holder, above, knowing)
    return answer


# A POST that came too late is kept aside, and goes on by itself once the password is given.
@reauthentication_required  # type: ignore[untyped-decorator]
def _asked_for(
    request: MemberRequest, holder: Holder, above: dict[str, str], knowing: bool
) -> Answer:
    refuse_unsafe(holder.item, knowing)
    form = PurposeForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        purpose = form.cleaned_data["purpose"]
        content = download_attachment(holder, by=request.user, knowing=knowing, purpose=purpose)
        return original(holder.item, content)
    context = {"item": holder.item, "form": form, **above}
    status = 422 if form.is_bound else 200
    return render(request, "cases/file_download.html", context, status=status)
