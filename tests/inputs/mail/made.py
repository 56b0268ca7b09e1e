"""Mail in the making."""

from __future__ import annotations

import base64
import quopri


def mail(body: str | bytes, *fields: str, end: str = "\n") -> bytes:
    """Return a mail of header fields and a body, every line of which ends alike."""
    data = body.encode() if isinstance(body, str) else body
    head = "".join(f"{field}\n" for field in fields).replace("\n", end)
    return head.encode() + end.encode() + data.replace(b"\n", end.encode())


def part(body: str | bytes, *fields: str) -> bytes:
    """Return a part of a multipart."""
    return mail(body, *fields)


def multipart(kind: str, *parts: bytes, boundary: str = "x", fields: tuple[str, ...] = ()) -> bytes:
    """Return a mail or a part that holds parts."""
    body = b"".join(b"--%s\n%s\n" % (boundary.encode(), one) for one in parts)
    content_type = f'Content-Type: multipart/{kind}; boundary="{boundary}"'
    return mail(body + f"--{boundary}--\n".encode(), *fields, content_type)


def quoted(text: str, *fields: str, charset: str = "utf-8") -> bytes:
    """Return an entity whose text is quoted-printable."""
    body = quopri.encodestring(text.encode(charset))
    kind = () if any(field.startswith("Content-Type") for field in fields) else (plain(charset),)
    return mail(body, *fields, *kind, "Content-Transfer-Encoding: quoted-printable")


def based(data: str | bytes, *fields: str) -> bytes:
    """Return an entity whose body is base64."""
    raw = data.encode() if isinstance(data, str) else data
    kind = () if any(field.startswith("Content-Type") for field in fields) else (plain("utf-8"),)
    return mail(base64.encodebytes(raw), *fields, *kind, "Content-Transfer-Encoding: base64")


def plain(charset: str, *more: str) -> str:
    """Return the field that says that a body is plain text."""
    return "; ".join([f'Content-Type: text/plain; charset="{charset}"', *more])
