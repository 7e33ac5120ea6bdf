"""Files that people hand in, sound ones and every broken kind: made here, by hand."""

import hashlib
import zlib
from email.message import EmailMessage
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageOps
from pillow_heif import from_pillow

A4 = (0, 0, 595.28, 841.89)
TEXT = b"BT /F1 24 Tf 60 700 Td (Exhibit text) Tj ET"


def pdf(
    pages: int = 1,
    box: tuple[float, ...] = A4,
    content: bytes = TEXT,
    rotate: int = 0,
    catalog: dict[str, object] | None = None,
    **page: object,
) -> bytes:
    new = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for _ in range(pages):
        new.add_blank_page(page_size=(100, 100))
        obj = new.pages[-1].obj
        obj.MediaBox = Array(box)
        obj.Rotate = rotate
        obj.Resources = Dictionary(Font=Dictionary(F1=font))
        obj.Contents = new.make_stream(content)
        for name, value in page.items():
            obj[f"/{name}"] = value
    for name, value in (catalog or {}).items():
        new.Root[f"/{name}"] = value
    return saved(new)


def saved(new: pikepdf.Pdf, **options: object) -> bytes:
    written = BytesIO()
    new.save(written, **options)
    return written.getvalue()


def encrypted(password: str = "") -> bytes:
    with pikepdf.open(BytesIO(pdf())) as new:
        return saved(new, encryption=pikepdf.Encryption(owner="owner", user=password))


def truncated() -> bytes:
    whole = pdf(3)
    return whole[: len(whole) // 2]


def without_pages() -> bytes:
    new = pikepdf.new()
    return saved(new)


def with_spoiled_stream() -> bytes:
    """Sound in structure: one page's content does not inflate."""
    with pikepdf.open(BytesIO(pdf(2))) as new:
        raw = bytearray(zlib.compress(b"0 0 m 10 10 l S " * 200))
        raw[10:40] = b"\xff" * 30
        stream = new.make_stream(b"")
        stream.write(bytes(raw), filter=Name.FlateDecode)
        new.pages[1].obj.Contents = stream
        return saved(new, compress_streams=False)


def bomb() -> bytes:
    """Forty kilobytes that inflate to forty megabytes."""
    with pikepdf.open(BytesIO(pdf())) as new:
        stream = new.make_stream(b"")
        stream.write(zlib.compress(b" " * 40_000_000, 9), filter=Name.FlateDecode)
        new.pages[0].obj.Contents = stream
        return saved(new, compress_streams=False)


def doubly_coded() -> bytes:
    with pikepdf.open(BytesIO(pdf())) as new:
        stream = new.make_stream(b"")
        coded = zlib.compress(zlib.compress(TEXT))
        stream.write(coded, filter=Array([Name.FlateDecode, Name.FlateDecode]))
        new.pages[0].obj.Contents = stream
        return saved(new, compress_streams=False)


def with_lost_object() -> bytes:
    """The table says where its pages are, and something else is there."""
    return pdf().replace(b"/Type /Pages", b"/Tipe /Peges")


def with_loop_of_pages() -> bytes:
    new = pikepdf.open(BytesIO(pdf()))
    node = new.make_indirect(Dictionary(Type=Name.Pages, Count=1))
    node.Kids = Array([node])
    new.Root.Pages = node
    return saved(new)


def with_spoiled_table() -> bytes:
    """Readers mend it in silence: we do not bind what had to be guessed."""
    return pdf(2).replace(b"startxref", b"startxrff")


def with_xfa() -> bytes:
    return pdf(catalog={"AcroForm": Dictionary(XFA=Array([]), Fields=Array([]))})


def filled_form(value: str) -> bytes:
    """A field whose appearance was drawn by the software that filled it."""
    with pikepdf.open(BytesIO(pdf())) as new:
        look = new.make_stream(
            b"/Tx BMC BT /F1 12 Tf 2 4 Td (%s) Tj ET EMC" % value.encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 200, 20]),
            Resources=new.pages[0].obj.Resources,
        )
        field = new.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=b"champ",
                V=value.encode(),
                F=4,
                Rect=Array([60, 500, 260, 520]),
                AP=Dictionary(N=look),
            )
        )
        new.pages[0].obj.Annots = Array([field])
        new.Root.AcroForm = Dictionary(Fields=Array([field]))
        return saved(new)


def acting() -> bytes:
    """Scripts, links and forms: what must not follow into the bound copy."""
    with pikepdf.open(BytesIO(pdf(2))) as new:
        script = Dictionary(S=Name.JavaScript, JS=b"app.alert(1)")
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([0, 0, 100, 100]),
            A=Dictionary(S=Name.URI, URI=b"http://127.0.0.1:1/"),
        )
        new.Root.OpenAction = script
        new.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([b"a", script])))
        for page in new.pages:
            page.obj.Annots = Array([new.make_indirect(link)])
            page.obj.AA = Dictionary(O=script)
        return saved(new)


def picture(kind: str = "PNG", size: tuple[int, int] = (320, 200)) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, (40, 90, 160)).save(written, kind)
    return written.getvalue()


def capture(width: int, height: int, orientation: int = 1) -> bytes:
    """Darker and darker from its top, so that a part of it is known by its shade."""
    made, exif = BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    shades = ImageOps.invert(Image.linear_gradient("L")).resize((width, height))
    shades.save(made, "JPEG", exif=exif)
    return made.getvalue()


def grey_in_sixteen_bits() -> bytes:
    """Darker on the left, as a scanner writes it."""
    row = b"".join((109 * x).to_bytes(2, "little") for x in range(600))
    written = BytesIO()
    Image.frombytes("I;16", (600, 400), row * 400).save(written, "PNG")
    return written.getvalue()


def heic() -> bytes:
    """As a phone takes it."""
    written = BytesIO()
    from_pillow(Image.new("RGB", (320, 200), (40, 90, 160))).save(written)
    return written.getvalue()


def message(html: str = "", joined: bytes = b"") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Support <support@editeur.example>", "revendeur@example.org"
    mail["Subject"], mail["Date"] = "Incident de connexion", "Tue, 09 Jan 2018 09:10:00 +0100"
    mail["Message-ID"] = "<1@editeur.example>"
    mail.set_content("Bonjour,\n\nUn incident est en cours.\n")
    if html:
        mail.clear_content()
        mail.set_content(html, subtype="html")
    if joined:
        mail.add_attachment(joined, maintype="text", subtype="csv", filename="releve.csv")
    return bytes(mail)


def heavy(seed: int) -> bytes:
    """A PDF of some fifty kilobytes that do not deflate."""
    noise = b"".join(hashlib.sha256(f"{seed} {n}".encode()).digest() for n in range(1600))
    with pikepdf.open(BytesIO(pdf())) as new:
        image = new.make_stream(noise)
        image.Type, image.Subtype = Name.XObject, Name.Image
        image.Width, image.Height = 160, 320
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
        new.pages[0].obj.Resources.XObject = Dictionary(I=image)
        return saved(new)
