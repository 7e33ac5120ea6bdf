"""The dossier of a claim, confided by its lawyer to a colleague."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members.http import MemberRequest
from reports.claims.views.documents import visible_document
from reports.views.sharing import shared_page


@require_http_methods(["GET", "POST"])
@never_cache
def claim_document_share(request: MemberRequest, pk: UUID) -> HttpResponse:
    return shared_page(request, visible_document(request, pk))
