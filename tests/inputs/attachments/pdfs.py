"""PDFs made by hand: objects are given as bytes, numbers and the table of places are filled in."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL.Image import Image


def stream(head: str, data: bytes) -> bytes:
    """Return a stream object; ``head`` is its dictionary without the length."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head.encode(), len(data), data)


def file_of(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """Return a file of objects, numbered from 1; the first one is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    head = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n"
    return bytes(out) + head.encode()


def pdf(
    *pages: str, links: Sequence[str] = (), note: str = "", title: str = "", pictures: Sequence[Image] = ()
) -> bytes:
    """Return a PDF with a line of text a page; links, a note and pictures are on the last one."""
    first = 5
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) >>".encode(),
    ]
    images = first + 2 * len(pages)
    names = " ".join(f"/P{number} {images + number} 0 R" for number in range(len(pictures)))
    drawn = "".join(
        f" q 200 0 0 200 {60 + 220 * number} 300 cm /P{number} Do Q" for number in range(len(pictures))
    )
    for number, words in enumerate(pages, 1):
        last = number == len(pages)
        content = f"BT /F1 12 Tf 60 700 Td ({words}) Tj ET" + (drawn if last else "")
        annotations = f"/Annots [{_annotations(links, note)}]" if last else ""
        resources = f"<< /Font << /F1 3 0 R >> /XObject << {names if last else ''} >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R"
            f" /Resources {resources} {annotations} >>".encode()
        )
        objects.append(stream("", content.encode("latin-1")))
    objects += map(_picture, pictures)
    return file_of(objects, "/Info 4 0 R" if title else "")


def _annotations(links: Sequence[str], note: str) -> str:
    made = [
        f"<< /Type /Annot /Subtype /Link /Rect [60 690 200 715] /A << /S /URI /URI ({link}) >> >>"
        for link in links
    ]
    if note:
        made.append(f"<< /Type /Annot /Subtype /Text /Rect [300 690 320 715] /Contents ({note}) >>")
    return " ".join(made)


def _picture(picture: Image) -> bytes:
    buffer = BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=90)
    size = f"/Width {picture.width} /Height {picture.height}"
    head = (
        f"/Type /XObject /Subtype /Image {size} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
    )
    return stream(head, buffer.getvalue())
