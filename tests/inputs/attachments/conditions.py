"""Pictures with QR codes as people take and make them: ``python -m tests.inputs.attachments.conditions``.

Each condition turns a clean code into a picture; some take chance, which is seeded.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

import segno
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from buyer_msg_lint.inputs._attachments import embedded

Condition = Callable[[str, random.Random], bytes]

CONTENTS = (
    "https://northpine.example/join?c=card",
    "weixin: northpine88",
    "Please write to care@bluekettle.example and get 20 % off your next order of two or more kettles",
    "https://wa.me/12025550143",
    "加微信 northpine88 领取红包",
)


class Figure(NamedTuple):
    """How many pictures of a condition were read."""

    name: str
    read: int
    of: int


def qr(content: str, *, scale: int = 8, error: str = "m", border: int = 4) -> Image.Image:
    """Return a clean QR code in grey."""
    buffer = io.BytesIO()
    segno.make(content, error=error, micro=False).save(buffer, kind="png", scale=scale, border=border)
    return Image.open(buffer).convert("L")


def file_of(picture: Image.Image, kind: str = "PNG", **options: int) -> bytes:
    """Return a picture as the bytes of a file."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _page(size: tuple[int, int] = (1000, 1400), shade: int = 255) -> Image.Image:
    page = Image.new("L", size, shade)
    pen = ImageDraw.Draw(page)
    for line in range(60, size[1] - 60, 40):
        pen.text(
            (60, line), "Thank you for choosing the Bluekettle. Please read the manual first. " * 2, fill=40
        )
    return page


def _on_page(code: Image.Image, at: tuple[int, int] = (420, 600)) -> Image.Image:
    page = _page()
    page.paste(code, at)
    return page


def _rotated(degrees: float) -> Condition:
    def make(content: str, chance: random.Random) -> bytes:
        turned = qr(content).rotate(degrees + chance.uniform(-2, 2), expand=True, fillcolor=255)
        return file_of(turned, "JPEG", quality=85)

    return make


def _scaled(scale: int) -> Condition:
    return lambda content, _: file_of(qr(content, scale=scale))


def _inverted(content: str, _: random.Random) -> bytes:
    return file_of(ImageOps.invert(qr(content)))


def _coloured(content: str, _: random.Random) -> bytes:
    return file_of(ImageOps.colorize(qr(content), black=(20, 40, 120), white=(255, 230, 150)))


def _coloured_inverted(content: str, _: random.Random) -> bytes:
    return file_of(ImageOps.colorize(qr(content), black=(255, 255, 255), white=(160, 20, 40)))


def _transparent(content: str, _: random.Random) -> bytes:
    code = qr(content)
    clear = Image.new("RGBA", code.size, (0, 0, 0, 0))
    clear.putalpha(ImageOps.invert(code))
    return file_of(clear)


def _transparent_light(content: str, _: random.Random) -> bytes:
    code = qr(content)
    clear = Image.new("RGBA", code.size, (255, 255, 255, 0))
    clear.putalpha(code)
    return file_of(clear)


def _pale(content: str, _: random.Random) -> bytes:
    return file_of(ImageEnhance.Contrast(qr(content)).enhance(0.12))


def _grey_on_grey(content: str, _: random.Random) -> bytes:
    return file_of(qr(content).point([round(120 + shade * 30 / 255) for shade in range(256)]))


def _logo(content: str, _: random.Random) -> bytes:
    code = qr(content, error="h", scale=10)
    side = round(code.width * 0.2)
    corner = (code.width - side) // 2
    ImageDraw.Draw(code).ellipse((corner, corner, corner + side, corner + side), fill=255, outline=0, width=6)
    return file_of(code)


def _noisy(strength: int) -> Condition:
    def make(content: str, chance: random.Random) -> bytes:
        code = qr(content)
        noise = Image.frombytes("L", code.size, chance.randbytes(code.width * code.height))
        return file_of(Image.blend(code, noise, strength / 100), "JPEG", quality=70)

    return make


def _specks(content: str, chance: random.Random) -> bytes:
    code = qr(content)
    for _ in range(code.width * code.height // 40):
        code.putpixel((chance.randrange(code.width), chance.randrange(code.height)), chance.choice((0, 255)))
    return file_of(code)


def _blurred(content: str, _: random.Random) -> bytes:
    return file_of(qr(content).filter(ImageFilter.GaussianBlur(4)), "JPEG", quality=80)


def _strong_jpeg(content: str, _: random.Random) -> bytes:
    return file_of(qr(content, scale=5), "JPEG", quality=10)


def _perspective(content: str, chance: random.Random) -> bytes:
    code = ImageOps.expand(qr(content, scale=10), 80, 255)
    across, down = chance.uniform(0.1, 0.25), chance.uniform(0.1, 0.25)
    zoom = 1 + across + down
    tilt = (zoom, 0, 0, 0, zoom, 0, across / code.width, down / code.height)
    method, smooth = Image.Transform.PERSPECTIVE, Image.Resampling.BICUBIC
    return file_of(code.transform(code.size, method, tilt, smooth, fillcolor=255))


def _skewed(content: str, _: random.Random) -> bytes:
    code = ImageOps.expand(qr(content), 120, 255)
    lean = (1, 0.3, -0.3 * code.height / 2, 0, 1, 0)
    return file_of(code.transform(code.size, Image.Transform.AFFINE, lean, fillcolor=255))


def _squeezed(content: str, _: random.Random) -> bytes:
    code = qr(content, scale=10)
    return file_of(code.resize((code.width, round(code.height * 0.7))))


def _mirrored(content: str, _: random.Random) -> bytes:
    return file_of(ImageOps.mirror(qr(content)))


def _no_margin(content: str, _: random.Random) -> bytes:
    return file_of(qr(content, border=1))


def _among_text(content: str, chance: random.Random) -> bytes:
    return file_of(_on_page(qr(content, scale=4), (chance.randrange(600), chance.randrange(1000))))


def _small_among_text(content: str, chance: random.Random) -> bytes:
    return file_of(_on_page(qr(content, scale=2), (chance.randrange(800), chance.randrange(1200))))


def _in_large_photo(content: str, chance: random.Random) -> bytes:
    photo = Image.effect_mandelbrot((4000, 3000), (-2, -1.5, 1, 1.5), 60)
    photo.paste(qr(content, scale=14).rotate(20, expand=True, fillcolor=255), (chance.randrange(2500), 900))
    return file_of(photo.convert("RGB"), "JPEG", quality=80)


def _uneven_light(content: str, _: random.Random) -> bytes:
    code = _on_page(qr(content, scale=8), (300, 500))
    shadow = Image.linear_gradient("L").resize(code.size)
    return file_of(
        Image.composite(code, code.point([shade // 3 for shade in range(256)]), shadow), "JPEG", quality=80
    )


def _round_dots(content: str, _: random.Random) -> bytes:
    small = qr(content, scale=1, error="q")
    drawn = Image.new("L", (small.width * 12, small.height * 12), 255)
    pen = ImageDraw.Draw(drawn)
    for x in range(small.width):
        for y in range(small.height):
            if small.getpixel((x, y)) == 0:
                pen.ellipse((x * 12, y * 12, x * 12 + 11, y * 12 + 11), fill=0)
    return file_of(drawn)


def _torn(content: str, _: random.Random) -> bytes:
    code = qr(content, error="h", scale=10)
    ImageDraw.Draw(code).line(
        (code.width * 0.45, code.height, code.width, code.height * 0.5), fill=255, width=24
    )
    return file_of(code)


def _other_kind(kind: str) -> Condition:
    return lambda content, _: file_of(_on_page(qr(content, scale=5)), kind)


def _palette(content: str, _: random.Random) -> bytes:
    return file_of(qr(content).convert("P"), "GIF")


CONDITIONS: dict[str, Condition] = {
    "clean": _scaled(8),
    "one pixel a module": _scaled(1),
    "two pixels a module": _scaled(2),
    "forty pixels a module": _scaled(40),
    "turned by 90 degrees": _rotated(90),
    "turned by 180 degrees": _rotated(180),
    "turned by 15 degrees": _rotated(15),
    "turned by 45 degrees": _rotated(45),
    "inverted": _inverted,
    "coloured": _coloured,
    "white on colour": _coloured_inverted,
    "black on transparent": _transparent,
    "white on transparent": _transparent_light,
    "low contrast": _pale,
    "grey on grey": _grey_on_grey,
    "a logo in its middle": _logo,
    "noise": _noisy(35),
    "strong noise": _noisy(55),
    "salt and pepper": _specks,
    "out of focus": _blurred,
    "strongly compressed": _strong_jpeg,
    "perspective": _perspective,
    "skewed": _skewed,
    "squeezed": _squeezed,
    "mirrored": _mirrored,
    "hardly a margin": _no_margin,
    "among text": _among_text,
    "small among text": _small_among_text,
    "in a photo of 12 megapixels": _in_large_photo,
    "half in shadow": _uneven_light,
    "round dots": _round_dots,
    "scratched": _torn,
    "in a TIFF": _other_kind("TIFF"),
    "in a WebP": _other_kind("WEBP"),
    "in a BMP": _other_kind("BMP"),
    "in a GIF": _palette,
}


def pictures(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield each content with a picture of it in a condition."""
    for number, content in enumerate(CONTENTS):
        yield content, CONDITIONS[name](content, random.Random(number))  # noqa: S311 - chance, not secrets


def figure(name: str) -> Figure:
    """Return how many pictures of a condition are read."""
    read = [
        content in {segment.content.text for segment in embedded("code.png", None, data).segments}
        for content, data in pictures(name)
    ]
    return Figure(name, sum(read), len(read))


def main() -> None:
    """Print the share of pictures that are read, by condition and in all."""
    figures = [figure(name) for name in CONDITIONS]
    for one in figures:
        print(f"{one.read:3} of {one.of}  {one.name}")  # noqa: T201 - what it is for
    read, of = sum(one.read for one in figures), sum(one.of for one in figures)
    print(f"{read} of {of} in {len(figures)} conditions: {read / of:.1%}")  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()
