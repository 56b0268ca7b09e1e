"""Letters turned upside down: text of them is written from its end (``ʇɐɥɔǝʍ``)."""

from __future__ import annotations

from typing import Final

SURE: Final = dict(
    zip(
        "ɐɔǝɟƃᵷɓɥᴉɾʞɯɹʇʌʍʎ∀Ↄ◖ƎℲ⅁פſʞ⅂Ԁᴚ┴⊥∩Λ⅄ƖᄅƐㄣϛㄥ", "acefggghijkmrtvwyacdefggjklprttuvy123457", strict=True
    )
)
"""What hardly stands in any other text."""
TURNED: Final = SURE | dict(zip("qpunodbslxzıIHOSXZN69801", "bdnuopqslxziIHOSXZN96801", strict=True))
"""The same, with ordinary letters and digits that are others when turned, or the same."""
