"""The language of last resort: the langdetect package, asked only where words and letters leave doubt.

It takes some hundred milliseconds to load and some to answer, and errs on short texts; see
docs/dependencies.md. It holds a random generator, seeded here in a factory of our own, so that the same
text always gets the same answer and no global state changes.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any

_SEED = 0
_LONGEST_ASKED = 1000
_LATIN = "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi"

_loading = Lock()
_loaded: list[Any] = []


def guesses(text: str) -> dict[str, float]:
    """Return languages in Latin letters with their probabilities, the likeliest first; {} for no features."""
    from langdetect.lang_detect_exception import ErrorCode, LangDetectException

    detector = _factory().create()
    detector.append(text[:_LONGEST_ASKED])
    try:
        found = detector.get_probabilities()
    except LangDetectException as error:
        if error.code == ErrorCode.CantDetectError:
            return {}
        raise
    return {guess.lang: guess.prob for guess in found}


def _factory() -> Any:  # noqa: ANN401 - the package has no types
    with _loading:
        if not _loaded:
            _loaded.append(_load())
        return _loaded[0]


def _load() -> Any:  # noqa: ANN401 - the package has no types
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.set_seed(_SEED)
    profiles = Path(PROFILES_DIRECTORY)
    factory.load_json_profile([(profiles / code).read_text("utf-8") for code in _LATIN.split(" ")])
    return factory
