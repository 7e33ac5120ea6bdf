"""« Vérifier un dossier », for anybody: the file stays in their browser, its digest is asked."""

import re

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from reports.known import known

DIGEST = re.compile(r"[0-9a-f]{64}")


@login_not_required
@require_GET
@never_cache
def verification(request: HttpRequest) -> HttpResponse:
    """The page; with a digest, what is known of it; for the page's own script, that part alone."""
    asked = request.GET.get("empreinte", "").strip().lower()
    if asked:
        refused: HttpResponse | None = ratelimit.consume_or_429(
            request, action="verify_dossier", limit_get=True
        )
        if refused:
            return refused
    # `sha256sum` prints the name of the file after it: a whole line may be pasted.
    digest = asked.split()[0] if asked else ""
    is_digest = bool(DIGEST.fullmatch(digest))
    context = {"asked": asked, "digest": digest, "is_digest": is_digest}
    if is_digest:
        context["known"] = known(digest)
    part = "#answer" if request.GET.get("partie") == "reponse" else ""
    status = 422 if asked and not is_digest else 200
    return render(request, f"reports/verification.html{part}", context, status=status)
