"""What a rules folder may say, as frozen models; docs/writing-rules.md is the same for people."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from buyer_msg_lint.context import Channel, Context, Initiative
from buyer_msg_lint.document import SegmentKind
from buyer_msg_lint.known import OrderIdForm
from buyer_msg_lint.moments import Duration, read_duration
from buyer_msg_lint.policy.outline import TEXT_KINDS
from buyer_msg_lint.report import Source
from buyer_msg_lint.verdict import Severity

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Phrases = tuple[Text, ...]
Names = Annotated[tuple[Text, ...], Field(min_length=1)]
Traits = dict[Text, Annotated[tuple[str, ...], Field(min_length=1)]]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
PhrasesByLanguage = dict[Language, Phrases]

TimeField = Literal[
    "purchased_at",
    "delivered_at",
    "completed_at",
    "last_buyer_message_at",
    "return_requested_at",
    "claim_received_at",
    "sent_at",
]
Measure = Literal["message-length", "attachment-count", "attachment-size", "attachment-type"]
KnownField = Literal["order_id", "tracking_numbers", "carrier", "languages"]
Basis = Literal["policy", "derived", "house"]

WHOLE_TOPIC = "/*"
"""What follows a topic in the place of a rule's name: ``contact/*``."""


_NUMBER = re.compile(r"(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9})(?: (?P<unit>KB|MB))?")
_LAST_RANK = 1000
_DETECTOR_OF: dict[KnownField, str | None] = {
    "order_id": "order-id",
    "tracking_numbers": "tracking-number",
    "languages": "language",
    "carrier": None,
}
_BYTES = {"": 1, "KB": 1 << 10, "MB": 1 << 20}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class LocalText(_Model):
    """A text in each language that the linter speaks."""

    en: Text
    zh: Text

    def speak(self, locale: str) -> str:
        """Return the text in ``locale``, ``en`` or ``zh``."""
        return self.zh if locale == "zh" else self.en


class When(_Model):
    """When a rule holds; every key that is given must agree."""

    message_type: Names | None = None
    not_message_type: Names | None = None
    marketplace: Names | None = None
    initiative: Initiative | None = None
    channel: Channel | None = None
    template: bool | None = None


class Look(_Model):
    """What is looked for: phrases, patterns, what a detector finds, placeholders."""

    phrases: Phrases = ()
    regex: tuple[Text, ...] = ()
    detector: Text | None = None
    only: Traits = {}
    except_: Annotated[Traits, Field(alias="except")] = {}
    placeholders: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _looks_for_something(self) -> Self:
        if not (self.phrases or self.regex or self.detector or self.placeholders or self._more()):
            raise ValueError("looks for nothing; give phrases, regex, detector, or placeholders")
        if (self.only or self.except_) and not self._has_traits():
            raise ValueError("'only' and 'except' need 'detector'")
        return self

    def _has_traits(self) -> bool:
        return self.detector is not None

    def _more(self) -> bool:
        return False


class Part(Look):
    """One part of several that count only side by side."""


def _as_part(value: object) -> object:
    return {"phrases": value} if isinstance(value, list) else value


class Together(_Model):
    """Parts that make a violation only side by side."""

    within: Literal["sentence", "neighbours", "message"]
    parts: Annotated[dict[Text, Annotated[Part, BeforeValidator(_as_part)]], Field(min_length=1)]
    mark: Text | None = None
    earlier: tuple[Text, ...] = ()
    """Message types of which one must have been sent on the order before."""

    @model_validator(mode="after")
    def _more_than_one(self) -> Self:
        if len(self.parts) == 1 and not self.earlier:
            raise ValueError("one part stands beside nothing; give two parts, or 'earlier'")
        return self

    @model_validator(mode="after")
    def _mark_is_a_part(self) -> Self:
        if self.mark is not None and self.mark not in self.parts:
            raise ValueError(f"mark '{self.mark}' is none of the parts: {', '.join(self.parts)}")
        return self


def check_comparison(field: KnownField, detector: str | None) -> None:
    """Raise ValueError if what a detector, or phrases, find is nothing that a field of the context holds."""
    needed = _DETECTOR_OF[field]
    if detector != needed:
        what = f"detector '{needed}'" if needed else "phrases, and no detector"
        raise ValueError(f"'differs_from: {field}' needs {what}")


class Find(Look):
    """What breaks a rule where it is found."""

    differs_from: KnownField | None = None
    marks: tuple[Text, ...] = ()
    """What inputs say of how a message is made: ``image-without-text``."""
    together: tuple[Together, ...] = ()

    @model_validator(mode="after")
    def _differs_in_what_is_detected(self) -> Self:
        if self.differs_from:
            check_comparison(self.differs_from, self.detector)
        return self

    def _more(self) -> bool:
        return bool(self.together or self.marks)

    def _has_traits(self) -> bool:
        return super()._has_traits() or bool(self.marks)


class Require(Look):
    """What breaks a rule where none of it is found in the whole message."""


class Limit(_Model):
    """A bound: on the time between two moments, or on the size of the message or its attachments.

    ``most`` and ``least`` are durations (``24 hours``, ``3 business days``) with ``since``, else numbers;
    message types bring bounds of their own, and the narrower holds. ``warn_after`` is a duration from which
    on the rule warns, whatever its severity.
    """

    since: TimeField | None = None
    until: TimeField = "sent_at"
    measure: Measure | None = None
    most: Text | None = None
    least: Text | None = None
    warn_after: Text | None = None
    among: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _is_a_bound(self) -> Self:
        if (self.since is None) == (self.measure is None):
            raise ValueError("give exactly one of 'since' and 'measure'")
        if self.since is not None and not (self.most or self.least):
            raise ValueError("'since' needs 'most' or 'least'")
        if self.warn_after and self.since is None:
            raise ValueError("'warn_after' needs 'since'")
        if self.since is not None and self.since == self.until:
            raise ValueError("'since' and 'until' are the same")
        if self.measure is not None and "until" in self.model_fields_set:
            raise ValueError("'until' needs 'since'")
        if self.warn_after and not self.most:
            raise ValueError("'warn_after' needs 'most'")
        if bool(self.among) != (self.measure == "attachment-type"):
            raise ValueError(
                "'attachment-type' needs 'among', the endings that are allowed, and nothing else does"
            )
        return self

    @model_validator(mode="after")
    def _bounds_can_be_read(self) -> Self:
        for bound in (self.most, self.least, self.warn_after):
            if bound is not None:
                _ = read_duration(bound) if self.since else read_number(bound)
        return self

    def duration(self, key: Literal["most", "least", "warn_after"]) -> Duration | None:
        """Return a bound of a limit on time."""
        bound: str | None = getattr(self, key)
        return read_duration(bound) if bound else None


def read_number(text: str) -> int:
    """Return a count or a size in bytes (``400``, ``10 MB``); raises ValueError if it is none."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(f"'{text}' is no number; write it as 400, or as 10 MB")
    return int(found["number"].replace(",", "")) * _BYTES[found["unit"] or ""]


class Unless(_Model):
    """What excuses a match: phrases over it, in its sentence, or anywhere in the message."""

    phrases: Phrases = ()
    regex: tuple[Text, ...] = ()
    sentence: Phrases = ()
    message: Phrases = ()


class FixRecipe(_Model):
    """How a violation can be repaired."""

    remove: Literal["match", "sentence"] | None = None
    replace: str | None = None
    safe: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.remove is None) == (self.replace is None):
            raise ValueError("give either 'remove' or 'replace'")
        return self


class Example(_Model):
    """A message that a rule's author vouches for, with the context that it needs."""

    text: Annotated[str, StringConstraints(min_length=1)]
    as_: Annotated[Literal["text", "html", "eml"], Field(alias="as")] = "text"
    """The kind of file that the text is read as."""
    context: Context = Context()


def _as_example(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Examples3 = Annotated[
    tuple[Annotated[Example, BeforeValidator(_as_example)], ...],
    Field(min_length=3),
]
Examples = tuple[Annotated[Example, BeforeValidator(_as_example)], ...]


class RuleExamples(_Model):
    """A rule's evidence: what it must find, what it must leave alone, what it is known to miss."""

    violates: Examples3
    complies: Examples3
    misses: Examples = ()


class LanguageExamples(_Model):
    """The evidence of a rule's wordings in one language."""

    violates: Annotated[Examples, Field(min_length=1)]
    complies: Annotated[Examples, Field(min_length=1)]
    misses: Examples = ()


class Rule(_Model):
    """One rule: what is looked for, why it matters, the source, examples."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
    title: LocalText
    severity: Severity
    basis: Basis
    message: LocalText
    why: LocalText
    instead: LocalText
    source: Annotated[tuple[Source, ...], Field(min_length=1)]
    applies_to: Annotated[tuple[SegmentKind, ...], Field(min_length=1)] = TEXT_KINDS
    when: When = When()
    find: Find | None = None
    require: Require | None = None
    limit: Limit | None = None
    unless: Unless = Unless()
    languages: PhrasesByLanguage = {}
    fix: FixRecipe | None = None
    examples: RuleExamples
    since: Text
    was: tuple[Text, ...] = ()

    @property
    def category(self) -> str:
        """The rule's topic, the part of its id before the slash."""
        return self.id.partition("/")[0]

    @model_validator(mode="after")
    def _finds_or_requires(self) -> Self:
        if sum(look is not None for look in (self.find, self.require, self.limit)) != 1:
            raise ValueError("give exactly one of 'find', 'require' and 'limit'")
        if self.limit is not None and self.languages:
            raise ValueError("'languages' need 'find' or 'require'; a limit holds no phrases")
        if self.find is None and (self.fix is not None or self.unless != Unless()):
            raise ValueError("'unless' and 'fix' need 'find'; what is required or limited is nowhere")
        return self


class WordList(_Model):
    """Words and phrases that rules name in braces."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    about: Text
    entries: Phrases = ()
    languages: PhrasesByLanguage = {}

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not self.entries and not any(self.languages.values()):
            raise ValueError("holds no entries")
        return self


class Recognise(_Model):
    """The wording by which a message type is recognised."""

    phrases: Annotated[Phrases, Field(min_length=1)]
    unless: Phrases = ()


class TypeExamples(_Model):
    """A message type's evidence."""

    is_: Annotated[tuple[Text, ...], Field(alias="is", min_length=3)]
    is_not: Annotated[tuple[Text, ...], Field(min_length=3)]


class LanguageTypeExamples(_Model):
    """A message type's evidence in one language."""

    is_: Annotated[Phrases, Field(alias="is", min_length=1)]
    is_not: Annotated[Phrases, Field(min_length=1)]


class MessageType(_Model):
    """A kind of message; of several that are recognised, the one of lowest rank is taken."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$")]
    title: LocalText
    about: LocalText | None = None
    """What the type is for, and what the marketplace asks of it."""
    rank: int = _LAST_RANK
    initiative: Initiative | None = None
    channel: Channel | None = None
    permitted: bool | None = None
    """Whether the marketplace permits the type as a message of the seller's own accord."""
    limits: dict[Measure, tuple[int, int]] = {}
    """The least and the most of what is measured: ``message-length: [1, 800]``."""
    source: tuple[Source, ...] = ()
    recognise: Recognise | None = None
    examples: TypeExamples | None = None

    @model_validator(mode="after")
    def _recognition_is_shown(self) -> Self:
        if self.recognise is not None and self.examples is None:
            raise ValueError("a type that is recognised needs examples")
        return self


class Wordings(_Model):
    """How a rule's matter is said in one language: what joins the rule's own phrases, with its evidence."""

    phrases: Phrases = ()
    together: tuple[Together, ...] = ()
    unless: Unless = Unless()
    examples: LanguageExamples

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.phrases or self.together or self.unless != Unless()):
            raise ValueError("says nothing; give phrases, together, or unless")
        return self


class TypeWordings(_Model):
    """The wording by which a message type is recognised in one language."""

    phrases: Annotated[Phrases, Field(min_length=1)]
    unless: Phrases = ()
    examples: LanguageTypeExamples


class LanguageFile(_Model):
    """What is said in one language: wordings of rules and types, words of lists."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z0-9-]+)?$")]
    about: Text
    words: dict[Text, Phrases] = {}
    rules: dict[Text, Wordings] = {}
    types: dict[Text, TypeWordings] = {}

    @property
    def language(self) -> str:
        """The ISO 639-1 code of the language."""
        return self.id[:2]


class OrderIdEntry(_Model):
    """A form of order numbers: a pattern of the whole number, and one invented number."""

    pattern: Text
    example: Text

    @model_validator(mode="after")
    def _fits_its_example(self) -> Self:
        try:
            fits = OrderIdForm(self.pattern, self.example).fits(self.example)
        except re.error as error:
            raise ValueError(f"'{self.pattern}' is no pattern: {error}") from None
        if not fits:
            raise ValueError(f"the pattern '{self.pattern}' does not fit the example '{self.example}'")
        return self


class MarketplaceEntry(_Model):
    """One marketplace, as the rules folder knows it."""

    name: Text
    id: Text
    domain: Text
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    aliases: tuple[Text, ...] = ()
    """Other codes that its country goes by: ``UK``."""
    languages: Annotated[tuple[Text, ...], "the first is the default"]
    order_ids: tuple[OrderIdEntry, ...] = ()
    """The forms of its order numbers; none where they are not known."""


class Marketplaces(_Model):
    """A file of marketplaces."""

    id: Text
    order_ids: tuple[OrderIdEntry, ...] = ()
    marketplaces: Annotated[tuple[MarketplaceEntry, ...], Field(min_length=1)]


class LimitSetting(_Model):
    """What a policy changes of a limit."""

    most: Text | None = None
    least: Text | None = None
    warn_after: Text | None = None
    among: Names | None = None


class RuleSetting(_Model):
    """What a policy changes of a rule; options take the place of the rule's own."""

    on: bool = True
    severity: Severity | None = None
    only: Traits | None = None
    except_: Annotated[Traits | None, Field(alias="except")] = None
    differs_from: KnownField | None = None
    unless: Unless | None = None
    """What excuses here, beside what the rule itself names."""
    limit: LimitSetting | None = None
    when: When | None = None


def _as_setting(value: object) -> object:
    return {"on": value} if isinstance(value, bool) else value


class Ground(_Model):
    """Why rules hold under a policy: what its marketplace says takes the place of the rules' own texts."""

    rules: Names
    """Rules that the policy holds, and whole topics (``contact/*``)."""
    basis: Basis | None = None
    why: LocalText | None = None
    instead: LocalText | None = None
    source: Annotated[tuple[Source, ...], Field(min_length=1)]

    def bears_on(self, rule_id: str) -> bool:
        """Tell whether the rule, or its topic, is named."""
        return rule_id in self.rules or f"{rule_id.partition('/')[0]}{WHOLE_TOPIC}" in self.rules


class PolicyFile(_Model):
    """Which rules hold, how severe they are, with which options, and why."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    title: LocalText
    extends: Text | None = None
    marketplaces: Names | None = None
    """The files of marketplaces that it is for; left out, those of the policy it extends, or all."""
    rules: dict[Text, Annotated[RuleSetting, BeforeValidator(_as_setting)]] = {}
    grounds: tuple[Ground, ...] = ()


class PackFile(_Model):
    """What marks a folder as rules."""

    name: Text
    version: Text
    schema_: Annotated[Literal["1"], Field(alias="schema")]
