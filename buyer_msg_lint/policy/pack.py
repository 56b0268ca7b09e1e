"""Reads rules folders into one pack; every mistake in them is collected, none stops the reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from buyer_msg_lint.errors import Mistake, PolicyError, nearest
from buyer_msg_lint.known import Marketplace, OrderIdForm
from buyer_msg_lint.policy.folders import PACK_FILE, yaml_files
from buyer_msg_lint.policy.model import (
    LanguageFile,
    Marketplaces,
    MessageType,
    PackFile,
    PolicyFile,
    Rule,
    WordList,
)
from buyer_msg_lint.policy.phrase import PhraseCompiler
from buyer_msg_lint.policy.yaml_file import Loc, YamlFile, read_yaml

_FOLDERS: dict[str, type[BaseModel]] = {
    "words": WordList,
    "types": MessageType,
    "languages": LanguageFile,
    "marketplaces": Marketplaces,
    "policies": PolicyFile,
}
_RULE_DEPTH = 2
_SAID = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "dict_type": "must be keys with values",
    "int_parsing": "must be a whole number",
    "model_attributes_type": "must be keys with values",
    "model_type": "must be keys with values",
    "string_pattern_mismatch": "must match {pattern}",
    "string_too_short": "must not be empty",
    "string_type": "must be text",
    "too_short": "needs at least {min_length}, not {actual_length}",
    "tuple_type": "must be a list",
}
"""What people read for a pydantic error, with the fields of its context."""
Model_co = TypeVar("Model_co", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[Model_co]):
    """A model and the file that it was read from."""

    model: Model_co
    file: YamlFile


@dataclass(frozen=True, slots=True)
class Pack:
    """All rules, word lists, types, languages, marketplaces and policies of the folders, by id."""

    rules: dict[str, Loaded[Rule]] = field(default_factory=dict)
    words: dict[str, Loaded[WordList]] = field(default_factory=dict)
    types: dict[str, Loaded[MessageType]] = field(default_factory=dict)
    languages: dict[str, Loaded[LanguageFile]] = field(default_factory=dict)
    marketplaces: dict[str, Loaded[Marketplaces]] = field(default_factory=dict)
    policies: dict[str, Loaded[PolicyFile]] = field(default_factory=dict)
    phrases: PhraseCompiler = field(default_factory=lambda: PhraseCompiler({}), compare=False, repr=False)
    """Compiles phrases over all word lists; shared by whatever is made of the pack."""

    def all_words(self) -> dict[str, tuple[str, ...]]:
        """Return the entries of each word list, those that language files add or define among them."""
        entries: dict[str, list[str]] = {}
        for name, loaded in self.words.items():
            foreign = chain.from_iterable(loaded.model.languages.values())
            entries[name] = [*loaded.model.entries, *foreign]
        for language in self.languages.values():
            for name, words in language.model.words.items():
                entries.setdefault(name, []).extend(words)
        return {name: tuple(dict.fromkeys(words)) for name, words in entries.items()}

    def all_marketplaces(self) -> tuple[Marketplace, ...]:
        """Return the marketplaces of all files, each with what its file says of all of them."""
        return tuple(
            Marketplace(
                place.name,
                place.id,
                place.domain,
                place.country,
                place.languages,
                place.aliases,
                family,
                tuple(
                    OrderIdForm(form.pattern, form.example)
                    for form in place.order_ids or file.model.order_ids
                ),
            )
            for family, file in self.marketplaces.items()
            for place in file.model.marketplaces
        )

    def current_rule_ids(self) -> dict[str, str]:
        """Map each rule id, former ones too, to the id that holds now."""
        former = {old: rule_id for rule_id, rule in self.rules.items() for old in rule.model.was}
        return former | {rule_id: rule_id for rule_id in self.rules}


def load_pack(folders: Sequence[Path]) -> Pack:
    """Read folders in order; a file of a later one takes the place of an earlier one with its id.

    Raises PolicyError with every mistake found in any of them.
    """
    pack = Pack()
    mistakes: list[Mistake] = []
    for folder in folders:
        mistakes += _load_folder(pack, folder)
    if mistakes:
        raise PolicyError(tuple(sorted(mistakes)))
    return replace(pack, phrases=PhraseCompiler(pack.all_words()))


def _load_folder(pack: Pack, folder: Path) -> Iterator[Mistake]:
    if not folder.is_dir():
        yield Mistake(str(folder), 1, 1, "is not a folder of rules")
        return
    unread: list[OSError] = []
    files = sorted(yaml_files(folder, unread))
    for error in unread:
        yield Mistake(str(error.filename), 1, 1, f"cannot be read: {error.strerror}")
    if not files and not unread:
        yield Mistake(str(folder), 1, 1, "holds no .yaml files")
    for path in files:
        yield from _load_file(pack, folder, path)


def _load_file(pack: Pack, folder: Path, path: Path) -> Iterable[Mistake]:
    name = str(path)
    if path.suffix != ".yaml":
        return [Mistake(name, 1, 1, "rename it: rules are read from files that end in .yaml")]
    parts = path.relative_to(folder).with_suffix("").parts
    if parts == (PACK_FILE.removesuffix(".yaml"),):
        return read_model(path, name, PackFile)[1]
    if len(parts) != _RULE_DEPTH:
        return [Mistake(name, 1, 1, "stands at the wrong place; a rule is <topic>/<name>.yaml")]
    kind = _FOLDERS.get(parts[0], Rule)
    loaded, mistakes = read_model(path, name, kind)
    if loaded is None:
        return mistakes
    expected = "/".join(parts) if kind is Rule else parts[1]
    return _register(pack, parts[0], loaded, expected)


def _register(pack: Pack, folder: str, loaded: Loaded[BaseModel], expected: str) -> list[Mistake]:
    own_id = getattr(loaded.model, "id", "")
    if own_id != expected:
        return [
            loaded.file.mistake(("id",), f"id '{own_id}' is not the file's path; it must be '{expected}'")
        ]
    table: dict[str, Loaded[BaseModel]] = getattr(pack, folder if folder in _FOLDERS else "rules")
    table[expected] = loaded
    return []


def read_model(path: Path, name: str, kind: type[Model_co]) -> tuple[Loaded[Model_co] | None, list[Mistake]]:
    """Read a YAML file as a model; return it, or every mistake in it. ``name`` is what messages call it."""
    return as_model(read_yaml(path, name), kind)


def as_model(
    file: YamlFile | list[Mistake], kind: type[Model_co]
) -> tuple[Loaded[Model_co] | None, list[Mistake]]:
    """Return what was read as a model, or every mistake in it."""
    if isinstance(file, list):
        return None, file
    try:
        return Loaded(kind.model_validate(file.data), file), []
    except ValidationError as error:
        return None, [_mistake(file, kind, detail) for detail in _told_once(error.errors(include_url=False))]


def _told_once(details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Yield what is wrong, but not that a list is too short for its wrong items, which do not count."""
    for detail in details:
        inside = (other for other in details if len(other["loc"]) > len(detail["loc"]))
        if detail["type"] == "too_short" and any(
            other["loc"][: len(detail["loc"])] == detail["loc"] for other in inside
        ):
            continue
        yield detail


def _mistake(file: YamlFile, kind: type[BaseModel], detail: ErrorDetails) -> Mistake:
    loc = _known_loc(file, detail["loc"])
    name = detail["loc"][-1] if detail["loc"] else ""
    match detail["type"]:
        case "extra_forbidden":
            known = _keys_at(kind, loc[:-1])
            return file.mistake(loc, f"unknown key '{name}'{nearest(str(name), known)}", at_key=True)
        case "missing":
            keys = [part for part in loc if isinstance(part, str)]
            where = f" of '{keys[-1]}'" if keys else ""
            at_key = bool(loc) and isinstance(loc[-1], str)
            return file.mistake(loc, f"key '{name}'{where} is missing", at_key=at_key)
        case "literal_error" | "enum":
            allowed = detail.get("ctx", {}).get("expected", "")
            return file.mistake(loc, f"{_dotted(loc)}: '{detail['input']}' is none of {allowed}")
        case _:
            said = _SAID.get(detail["type"], detail["msg"].removeprefix("Value error, "))
            said = said.format_map(detail.get("ctx", {})) if detail["type"] in _SAID else said
            return file.mistake(loc, f"{_dotted(loc)}: {said}")


def _dotted(loc: Loc) -> str:
    return ".".join(map(str, loc)) or "the file"


def _known_loc(file: YamlFile, loc: Loc) -> Loc:
    """Return the part of pydantic's path that is in the file; it names models and keys in between."""
    known: Loc = ()
    for part in loc:
        if (*known, part) in file.values:
            known = (*known, part)
    return known


def _keys_at(kind: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """Return the keys that are known at a path of a model."""
    model: type[BaseModel] | None = kind
    for part in loc:
        if model is not None and isinstance(part, str):
            model = _model_of(model, part) or model
    if model is None:
        return ()
    return tuple(info.alias or key for key, info in model.model_fields.items())


def _model_of(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    for name, info in model.model_fields.items():
        if key in (name, info.alias):
            return _first_model(info.annotation)
    return None


def _first_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inside in getattr(annotation, "__args__", ()):
        found = _first_model(inside)
        if found is not None:
            return found
    origin = getattr(annotation, "__origin__", None)
    return _first_model(origin) if origin is not None and origin is not annotation else None
