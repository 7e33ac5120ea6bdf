"""A report, page by page, as a browser goes through it."""

from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from cases.models import Product

PNG = b"\x89PNG\r\n\x1a\n" + b"an image of a white screen"
OBSERVED = "2026-11-23T09:10"


class Report:
    def __init__(self, client: Client, key: UUID | None = None) -> None:
        self.client = client
        self.key = key or uuid4()

    def url(self, step: str) -> str:
        return f"/signaler/{self.key}/{step}/"

    def open(self, step: str) -> HttpResponse:
        return self.client.get(self.url(step))

    def answer(self, step: str, **said: object) -> HttpResponse:
        return self.client.post(self.url(step), said)

    def begin(self, product: Product) -> "Report":
        """As far as « Envoyer tout de suite » is offered."""
        self.answer("produit", product=product.pk)
        self.answer("constat", symptom="login_impossible", severity="blocked")
        return self

    def send(self) -> HttpResponse:
        return self.client.post(self.url("envoyer"))


def photo(name: str = "ecran.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
