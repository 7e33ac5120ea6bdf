"""A printed document is sealed: PAdES, with an authority's time stamp where the settings name one.

The only module that knows pyHanko. What an archive asks of a field (ISO 19005-3: an appearance, a
place in the structure) is put in first by pikepdf; the signature is then added after the file.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import pikepdf
from asn1crypto import tsp
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import NoOpStampStyle

from cases.evidence import time_stamps
from reports.certificate import Certificate

FIELD = "Cachet"
# In points, from the foot of an A4 page: the margin above the cover is free.
LEFT, TOP, RIGHT, FOOT = 62.0, 816.0, 538.2, 765.0
PRINTED_AND_LOCKED = 4 | 128
SIGNED_AND_APPENDED = 1 | 2
# Certificates and a time stamp, with room to spare; in hexadecimal digits.
ROOM = 64_000


@dataclass(frozen=True)
class Box:
    """How the seal looks, and how it is said to who does not see it."""

    drawing: bytes
    words: str


@dataclass(frozen=True)
class Sealed:
    content: bytes
    stamped_at: datetime | None
    """By the authority's clock."""


class Archive(IncrementalPdfFileWriter):
    """ISO 19005-3 is PDF 1.7, which pyHanko leaves to name the curve of a key (ISO/TS 32002)."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        super().ensure_output_version(min(version, (1, 7)))

    def register_extension(self, ext: DeveloperExtension) -> None:
        if ext.base_version != "/2.0":
            super().register_extension(ext)


class AskedFromOurs(TimeStamper):
    """The authority of the settings, whose answer is verified before it is believed."""

    def __init__(self) -> None:
        super().__init__()
        self.stamped_at: datetime | None = None

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        digest = req["message_imprint"]["hashed_message"].native
        stamp = time_stamps.relay(req.dump(), digest, req["nonce"].native)
        self.stamped_at = stamp.at
        return tsp.TimeStampResp.load(stamp.answer)


def seal(pdf: bytes, box: Box, held: Certificate, *, is_stamped: bool) -> Sealed:
    """Raises `time_stamps.NotStamped` rather than leave out a time stamp that was asked for."""
    authority = AskedFromOurs() if is_stamped else None
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.FILL_FORMS,
        ),
        signer=SimpleSigner.load_pkcs12_data(held.file, other_certs=[], passphrase=held.passphrase),
        timestamper=authority,
        stamp_style=NoOpStampStyle(),  # the field is drawn already
    )
    content = _signed(signer, with_field(pdf, box))
    return Sealed(content, authority.stamped_at if authority else None)


def _signed(signer: PdfSigner, prepared: bytes) -> bytes:
    """In a thread of its own: pyHanko opens an event loop, and ours may have one already."""
    signed = BytesIO()

    def sign() -> None:
        writer = Archive(BytesIO(prepared))
        signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=ROOM, output=signed)

    with ThreadPoolExecutor(1) as aside:
        aside.submit(sign).result()
    return signed.getvalue()


def with_field(pdf: bytes, box: Box) -> bytes:
    """The document with an empty signature field on its first page, seen, tagged and named."""
    saved = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document, pikepdf.open(BytesIO(box.drawing)) as drawn:
        page = document.pages[0]
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(FIELD),
                TU=String(box.words),
                Contents=String(box.words),
                F=PRINTED_AND_LOCKED,
                P=page.obj,
                Rect=Array([LEFT, FOOT, RIGHT, TOP]),
                AP=Dictionary(N=document.copy_foreign(drawn.pages[0].as_form_xobject())),
            )
        )
        page.obj.Annots = Array([*page.obj.get("/Annots", []), field])
        page.obj.Tabs = Name.S
        document.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=SIGNED_AND_APPENDED)
        _tag(document, page, field, box.words)
        document.save(
            saved, deterministic_id=True, compress_streams=False, fix_metadata_version=False
        )
    return saved.getvalue()


def _tag(document: pikepdf.Pdf, page: pikepdf.Page, field: pikepdf.Object, words: str) -> None:
    """At the end of the structure tree, so that a screen reader finds it."""
    tree = document.Root.StructTreeRoot
    parents = pikepdf.NumberTree(tree.ParentTree)
    place = max(parents, default=-1) + 1
    (whole,) = tree.K if isinstance(tree.K, Array) else [tree.K]
    element = document.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=whole,
            Pg=page.obj,
            Alt=String(words),
            K=Dictionary(Type=Name.OBJR, Obj=field, Pg=page.obj),
        )
    )
    whole.K = Array([*whole.K, element])
    parents[place] = element
    tree.ParentTreeNextKey = place + 1
    field.StructParent = place
