"""How a file leaves the site: to be saved, never shown as a page of ours."""

from typing import IO

from django.http import FileResponse, HttpResponseBase

from cases.evidence.models import Item

PDF = "application/pdf"
# Whatever it holds, nothing of it runs where it is opened.
HARMLESS = "sandbox; default-src 'none'"


def to_save(content: IO[bytes], name: str, media_type: str) -> FileResponse:
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    make_harmless(answer)
    return answer


def original(item: Item, content: IO[bytes]) -> FileResponse:
    """As it was handed in, under the name that it came with."""
    answer = to_save(content, item.name, item.media_type)
    answer["Content-Length"] = item.size
    return answer


def make_harmless(answer: HttpResponseBase) -> None:
    answer["Content-Security-Policy"] = HARMLESS
