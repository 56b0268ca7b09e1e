"""Makes a policy of a pack: follows ``extends``, applies settings, compiles phrases, checks every name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

import regex
from pydantic import ValidationError

from buyer_msg_lint.detectors import detector_names, load_detector
from buyer_msg_lint.errors import Mistake, PolicyError, UsageError, nearest
from buyer_msg_lint.inputs import mark_kinds
from buyer_msg_lint.known import Marketplace
from buyer_msg_lint.policy.compiled import (
    CompiledRule,
    CompiledType,
    Excuses,
    Group,
    GroupPart,
    Patterns,
    Policy,
)
from buyer_msg_lint.policy.literals import required_literals
from buyer_msg_lint.policy.matching import Regex
from buyer_msg_lint.policy.model import (
    WHOLE_TOPIC,
    Find,
    Ground,
    LanguageFile,
    Limit,
    LimitSetting,
    Look,
    MessageType,
    Part,
    PolicyFile,
    Require,
    Rule,
    RuleSetting,
    Together,
    Traits,
    Unless,
    When,
    Wordings,
    check_comparison,
)
from buyer_msg_lint.policy.outline import MESSAGE_FIELD, TypeOutline
from buyer_msg_lint.policy.pack import Loaded, Pack
from buyer_msg_lint.policy.phrase import PhraseError
from buyer_msg_lint.policy.yaml_file import Loc, YamlFile

Compiled = TypeVar("Compiled")


@dataclass(frozen=True, slots=True)
class Held:
    """A rule in a policy: its settings there, what excuses there beside what its file says, and why."""

    setting: RuleSetting
    excuses: Excuses
    ground: Ground | None = None


Settings = dict[str, Held]


def resolve(pack: Pack, policy_id: str) -> Policy:
    """Return the policy of that id.

    Raises UsageError if there is none, and PolicyError with every mistake in it, in the policies that it
    extends, and in all rules, lists and types of the pack.
    """
    if policy_id not in pack.policies:
        raise UsageError(f"there is no policy '{policy_id}'{nearest(policy_id, tuple(pack.policies))}")
    resolver = _Resolver(pack)
    settings = resolver.settings(policy_id)
    resolver.check_words()
    resolver.check_languages()
    rules = resolver.rules(settings)
    types = resolver.types()
    resolver.check_other_policies()
    if resolver.mistakes:
        raise PolicyError(tuple(sorted(set(resolver.mistakes))))
    return Policy(policy_id, rules, types, resolver.marketplaces(policy_id))


def single_rule(pack: Pack, rule_id: str) -> Policy:
    """Return a policy that holds one rule, as its file says; it knows the message types, but recognises none.

    Raises PolicyError if the file has mistakes.
    """
    resolver = _Resolver(pack)
    resolver.check_words()
    rule = resolver.rule(rule_id)
    types = tuple(CompiledType(_outline_of(loaded.model), (), ()) for loaded in pack.types.values())
    if resolver.mistakes:
        raise PolicyError(tuple(sorted(set(resolver.mistakes))))
    return Policy(rule_id, (rule,), types, pack.all_marketplaces())


def single_type(pack: Pack, type_id: str) -> Policy:
    """Return a policy without rules that recognises one message type.

    Raises PolicyError if the file has mistakes.
    """
    resolver = _Resolver(pack)
    loaded = pack.types[type_id]
    kind = resolver.type(loaded)
    if resolver.mistakes:
        raise PolicyError(tuple(sorted(set(resolver.mistakes))))
    return Policy(type_id, (), (kind,), pack.all_marketplaces())


class _Resolver:
    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.mistakes: list[Mistake] = []
        self._phrases = pack.phrases
        self._current = pack.current_rule_ids()

    # policies

    def settings(self, policy_id: str) -> Settings:
        """Return the settings of each rule that a policy holds, its parents' first."""
        settings: Settings = {}
        for loaded in self._ancestry(policy_id):
            for name, setting in loaded.model.rules.items():
                for rule_id in self._named_rules(name, loaded, ("rules", name)):
                    self._check_setting(rule_id, name, setting, loaded.file)
                    excuses = self._excuses(
                        setting.unless or Unless(), loaded.file, ("rules", name, "unless")
                    )
                    settings[rule_id] = _merge(settings.get(rule_id), Held(setting, excuses))
            self._give_grounds(settings, loaded)
        return {rule_id: held for rule_id, held in settings.items() if held.setting.on}

    def _give_grounds(self, settings: Settings, loaded: Loaded[PolicyFile]) -> None:
        for index, ground in enumerate(loaded.model.grounds):
            for at, name in enumerate(ground.rules):
                loc: Loc = ("grounds", index, "rules", at)
                named = self._named_rules(name, loaded, loc)
                held = [rule_id for rule_id in named if rule_id in settings and settings[rule_id].setting.on]
                if named and not held:
                    self._mistake(loaded.file, loc, f"the policy does not hold '{name}'")
                for rule_id in held:
                    settings[rule_id] = replace(settings[rule_id], ground=ground)

    def marketplaces(self, policy_id: str) -> tuple[Marketplace, ...]:
        """Return the marketplaces that a policy is for."""
        families: tuple[str, ...] | None = None
        for loaded in self._ancestry(policy_id):
            families = loaded.model.marketplaces or families
            for index, family in enumerate(loaded.model.marketplaces or ()):
                if family not in self._pack.marketplaces:
                    problem = f"there is no file of marketplaces '{family}'"
                    hint = nearest(family, tuple(self._pack.marketplaces))
                    self._mistake(loaded.file, ("marketplaces", index), problem + hint)
        places = self._pack.all_marketplaces()
        return places if families is None else tuple(place for place in places if place.family in families)

    def check_other_policies(self) -> None:
        """Find the mistakes of every policy, not only of the one asked for."""
        for policy_id in self._pack.policies:
            self.settings(policy_id)
            self.marketplaces(policy_id)

    def _ancestry(self, policy_id: str) -> list[Loaded[PolicyFile]]:
        line: list[Loaded[PolicyFile]] = []
        seen: list[str] = []
        at: str | None = policy_id
        while at is not None:
            loaded = self._pack.policies[at]
            line.insert(0, loaded)
            seen.append(at)
            parent = loaded.model.extends
            if parent is not None and parent in seen:
                circle = " -> ".join([*seen, parent])
                self._mistake(loaded.file, ("extends",), f"policies extend each other in a circle: {circle}")
                break
            if parent is not None and parent not in self._pack.policies:
                known = tuple(self._pack.policies)
                self._mistake(
                    loaded.file, ("extends",), f"there is no policy '{parent}'{nearest(parent, known)}"
                )
                break
            at = parent
        return line

    def _named_rules(self, name: str, loaded: Loaded[PolicyFile], loc: Loc) -> list[str]:
        if name.endswith(WHOLE_TOPIC):
            topic = name.removesuffix("*")
            named = [rule_id for rule_id in self._pack.rules if rule_id.startswith(topic)]
            known = tuple(sorted({rule_id.partition("/")[0] + WHOLE_TOPIC for rule_id in self._pack.rules}))
        else:
            named = [self._current[name]] if name in self._current else []
            known = tuple(self._pack.rules)
        if not named:
            problem = f"there is no rule '{name}'{nearest(name, known)}"
            self._mistake(loaded.file, loc, problem, at_key=loc in loaded.file.keys)
        return named

    def _check_setting(self, rule_id: str, name: str, setting: RuleSetting, file: YamlFile) -> None:
        rule = self._pack.rules[rule_id].model
        look = rule.find or rule.require
        for key, traits in (("only", setting.only), ("except", setting.except_)):
            loc: Loc = ("rules", name, key)
            if traits is not None and (look is None or not _finders(look)):
                self._mistake(
                    file, loc, f"'{key}' needs a rule with a detector; '{rule_id}' has none", at_key=True
                )
            elif traits is not None and look is not None:
                self._check_traits(look, traits, file, loc)
        if setting.limit is not None:
            self._check_limit_setting(rule, setting.limit, file, ("rules", name, "limit"))
        self._check_find_setting(rule, setting, file, ("rules", name))
        if setting.when is not None:
            self._check_when(setting.when, file, ("rules", name, "when"))

    def _check_limit_setting(self, rule: Rule, setting: LimitSetting, file: YamlFile, loc: Loc) -> None:
        if rule.limit is None:
            problem = f"'limit' needs a rule with a limit; '{rule.id}' has none"
            self._mistake(file, loc, problem, at_key=True)
            return
        try:
            _limited(rule.limit, setting)
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
            self._mistake(file, loc, problem, at_key=True)
        except ValueError as error:
            self._mistake(file, loc, str(error), at_key=True)

    def _check_find_setting(self, rule: Rule, setting: RuleSetting, file: YamlFile, loc: Loc) -> None:
        if rule.find is None:
            if setting.unless or setting.differs_from:
                problem = f"'unless' and 'differs_from' need a rule that finds; '{rule.id}' does not"
                self._mistake(file, loc, problem, at_key=True)
        elif setting.differs_from:
            try:
                check_comparison(setting.differs_from, rule.find.detector)
            except ValueError as error:
                self._mistake(file, (*loc, "differs_from"), str(error))

    # rules

    def rules(self, settings: Settings) -> tuple[CompiledRule, ...]:
        """Compile every rule of the pack, for its mistakes; return those that hold, with their settings."""
        compiled = []
        for rule_id, loaded in sorted(self._pack.rules.items()):
            rule = self._compile(loaded)
            if rule_id in settings:
                compiled.append(_apply(rule, settings[rule_id]))
        return tuple(compiled)

    def rule(self, rule_id: str) -> CompiledRule:
        """Compile one rule, as its file says."""
        return self._compile(self._pack.rules[rule_id])

    def _compile(self, loaded: Loaded[Rule]) -> CompiledRule:
        rule, file = loaded.model, loaded.file
        self._check_rule(rule, file)
        where, look = ("find", rule.find) if rule.find else ("require", rule.require)
        patterns = self._look_patterns(look, file, where)
        for language, phrases in rule.languages.items():
            patterns += self._compile_phrases(phrases, file, ("languages", language))
        groups = self._groups(rule.find.together if rule.find else (), file, ("find", "together"))
        excuses = self._excuses(rule.unless, file, ("unless",))
        foreign = Excuses()
        for wordings, of_language in self._wordings(rule.id):
            loc: Loc = ("rules", rule.id)
            patterns += self._compile_phrases(wordings.phrases, of_language, (*loc, "phrases"))
            groups += self._groups(wordings.together, of_language, (*loc, "together"))
            foreign += self._excuses(wordings.unless, of_language, (*loc, "unless"))
        return CompiledRule(rule, patterns, groups, excuses, foreign)

    def _wordings(self, rule_id: str) -> Iterator[tuple[Wordings, YamlFile]]:
        for language in self._pack.languages.values():
            if rule_id in language.model.rules:
                yield language.model.rules[rule_id], language.file

    def _look_patterns(self, look: Find | Require | None, file: YamlFile, where: str) -> Patterns:
        if look is None:
            return ()
        phrases = self._compile_phrases(look.phrases, file, (where, "phrases"))
        return phrases + self._compile_regexes(look.regex, file, (where, "regex"))

    def _groups(self, groups: Sequence[Together], file: YamlFile, loc: Loc) -> tuple[Group, ...]:
        for index, group in enumerate(groups):
            self._check_types(group.earlier, file, (*loc, index, "earlier"))
        return tuple(
            Group(
                group.within,
                {
                    name: self._part(part, file, (*loc, index, "parts", name))
                    for name, part in group.parts.items()
                },
                group.mark,
                group.earlier,
            )
            for index, group in enumerate(groups)
        )

    def _part(self, part: Part, file: YamlFile, loc: Loc) -> GroupPart:
        self._check_look(part, file, loc)
        as_list = (*loc, 0) in file.values
        patterns = self._compile_phrases(part.phrases, file, loc if as_list else (*loc, "phrases"))
        return GroupPart(part, patterns + self._compile_regexes(part.regex, file, (*loc, "regex")))

    def _excuses(self, unless: Unless, file: YamlFile, loc: Loc) -> Excuses:
        over = self._compile_phrases(unless.phrases, file, (*loc, "phrases"))
        over += self._compile_regexes(unless.regex, file, (*loc, "regex"))
        return Excuses(
            over,
            self._compile_phrases(unless.sentence, file, (*loc, "sentence")),
            self._compile_phrases(unless.message, file, (*loc, "message")),
        )

    def _check_rule(self, rule: Rule, file: YamlFile) -> None:
        self._check_when(rule.when, file, ("when",))
        self._check_message(rule, file)
        if rule.limit is not None:
            return
        look = rule.find or rule.require
        if look is not None:
            self._check_look(look, file, ("find" if rule.find else "require",))

    def _check_look(self, look: Look, file: YamlFile, loc: Loc) -> None:
        self._check_placeholders(look.placeholders, file, (*loc, "placeholders"))
        if look.detector is not None and look.detector not in detector_names():
            problem = f"there is no detector '{look.detector}'{nearest(look.detector, detector_names())}"
            self._mistake(file, (*loc, "detector"), problem)
        for index, mark in enumerate(_marks(look)):
            if mark not in mark_kinds():
                problem = f"no input tells of '{mark}'{nearest(mark, tuple(mark_kinds()))}"
                self._mistake(file, (*loc, "marks", index), problem)
        self._check_traits(look, look.only, file, (*loc, "only"))
        self._check_traits(look, look.except_, file, (*loc, "except"))

    def _check_when(self, when: When, file: YamlFile, loc: Loc) -> None:
        self._check_types(when.message_type, file, (*loc, "message_type"))
        self._check_types(when.not_message_type, file, (*loc, "not_message_type"))
        places = self._pack.all_marketplaces()
        domains = tuple(place.domain for place in places)
        for index, name in enumerate(when.marketplace or ()):
            if not any(place.answers_to(name) for place in places):
                problem = f"there is no marketplace '{name}'{nearest(name, domains)}"
                self._mistake(file, (*loc, "marketplace", index), problem)

    def _check_message(self, rule: Rule, file: YamlFile) -> None:
        """Find fields that nothing ever fills: a violation would read as if words were missing."""
        named = [
            (locale, field)
            for locale in ("en", "zh")
            for field in MESSAGE_FIELD.findall(rule.message.speak(locale))
            if field != "match" or rule.find is None
        ]
        if not named or (rule.find and not _are_known(rule.find)):
            return
        known = _limit_fields(rule.limit) if rule.limit else _message_fields(rule.find)
        for locale, field in named:
            if field not in known:
                problem = f"nothing fills '{{{field}}}'{nearest(field, known) if known else ''}"
                self._mistake(file, ("message", locale), problem)

    def _check_placeholders(self, names: tuple[str, ...], file: YamlFile, loc: Loc) -> None:
        if not names:
            return
        from buyer_msg_lint.detectors.placeholder import stands_for

        for index, name in enumerate(names):
            meaning = stands_for(name).replace("order-id", "order").replace("order", "order-id")
            if meaning != name:
                hint = "" if meaning == "unknown" else f"; did you mean '{meaning}'?"
                self._mistake(file, (*loc, index), f"no placeholder stands for '{name}'{hint}")

    def _check_traits(self, look: Look, traits: Traits, file: YamlFile, loc: Loc) -> None:
        if not _are_known(look):
            return
        known = _traits(look)
        for trait in traits:
            if trait not in known:
                problem = f"{_finders(look)} tells no '{trait}'{nearest(trait, known)}"
                self._mistake(file, (*loc, trait), problem, at_key=True)

    def _check_types(self, types: tuple[str, ...] | None, file: YamlFile, loc: Loc) -> None:
        known = tuple(self._pack.types)
        for index, name in enumerate(types or ()):
            if name not in known:
                problem = f"there is no message type '{name}'{nearest(name, known)}"
                self._mistake(file, (*loc, index), problem)

    # types

    def types(self) -> tuple[CompiledType, ...]:
        """Compile the message types, lowest rank first."""
        ranked = sorted(self._pack.types.values(), key=lambda loaded: (loaded.model.rank, loaded.model.id))
        return tuple(map(self.type, ranked))

    def type(self, loaded: Loaded[MessageType]) -> CompiledType:
        """Compile the wording, in all languages, by which a message type is recognised."""
        kind, file = loaded.model, loaded.file
        recognise: Patterns = ()
        unless: Patterns = ()
        foreign: Patterns = ()
        if kind.recognise is not None:
            recognise = self._compile_phrases(kind.recognise.phrases, file, ("recognise", "phrases"))
            unless = self._compile_phrases(kind.recognise.unless, file, ("recognise", "unless"))
        for language in self._pack.languages.values():
            if kind.id in language.model.types:
                said = language.model.types[kind.id]
                loc: Loc = ("types", kind.id)
                recognise += self._compile_phrases(said.phrases, language.file, (*loc, "phrases"))
                foreign += self._compile_phrases(said.unless, language.file, (*loc, "unless"))
        return CompiledType(_outline_of(kind), recognise, unless, foreign)

    # languages

    def check_languages(self) -> None:
        """Find what language files say of rules, types and lists that are not there."""
        for loaded in self._pack.languages.values():
            model = loaded.model
            for rule_id, said in model.rules.items():
                self._check_wordings(rule_id, said, loaded)
            for name in model.types:
                if name not in self._pack.types:
                    hint = nearest(name, tuple(self._pack.types))
                    self._mistake(
                        loaded.file, ("types", name), f"there is no message type '{name}'{hint}", at_key=True
                    )
            for name, entries in model.words.items():
                self._check_words_of(name, entries, loaded)

    def _check_wordings(self, rule_id: str, said: Wordings, loaded: Loaded[LanguageFile]) -> None:
        loc: Loc = ("rules", rule_id)
        if rule_id not in self._pack.rules:
            hint = nearest(rule_id, tuple(self._pack.rules))
            self._mistake(loaded.file, loc, f"there is no rule '{rule_id}'{hint}", at_key=True)
        elif self._pack.rules[rule_id].model.limit is not None:
            problem = f"'{rule_id}' is a limit; it holds no phrases"
            self._mistake(loaded.file, loc, problem, at_key=True)
        elif self._pack.rules[rule_id].model.find is None and (said.together or said.unless != Unless()):
            problem = f"'{rule_id}' requires something; only phrases can be added to it"
            self._mistake(loaded.file, loc, problem, at_key=True)

    def _check_words_of(self, name: str, entries: tuple[str, ...], loaded: Loaded[LanguageFile]) -> None:
        own = f"{loaded.model.language}-"
        if name not in self._pack.words and not name.startswith(own):
            hint = nearest(name, tuple(self._pack.words))
            problem = f"there is no word list '{name}'{hint}; the name of a new one begins with '{own}'"
            self._mistake(loaded.file, ("words", name), problem, at_key=True)
        self._check_entries(loaded.file, ("words", name), entries)

    # phrases

    def check_words(self) -> None:
        """Find the mistakes of every word list; phrases that name a list do not tell them again."""
        for loaded in self._pack.words.values():
            self._check_entries(loaded.file, ("entries",), loaded.model.entries)
            for language, entries in loaded.model.languages.items():
                self._check_entries(loaded.file, ("languages", language), entries)

    def _check_entries(self, file: YamlFile, loc: Loc, entries: tuple[str, ...]) -> None:
        for index, entry in enumerate(entries):
            try:
                self._phrases.check_entry(entry)
            except PhraseError as error:
                self._phrase_mistake(error, file, (*loc, index))

    def _phrase_mistake(self, error: PhraseError, file: YamlFile, loc: Loc) -> None:
        if error.in_list is None:
            hint = nearest(error.unknown_list, tuple(self._pack.all_words())) if error.unknown_list else ""
            self._mistake(file, loc, f"{error}{hint}")

    def _compile_phrases(self, phrases: Iterable[str], file: YamlFile, loc: Loc) -> Patterns:
        return tuple(dict.fromkeys(chain(*self._each(phrases, file, loc, self._phrases.branches))))

    def _compile_regexes(self, sources: Iterable[str], file: YamlFile, loc: Loc) -> Patterns:
        return tuple(self._each(sources, file, loc, _regex))

    def _each(
        self, texts: Iterable[str], file: YamlFile, loc: Loc, compiler: Callable[[str], Compiled]
    ) -> Iterator[Compiled]:
        for index, text in enumerate(texts):
            try:
                yield compiler(text)
            except PhraseError as error:
                self._phrase_mistake(error, file, (*loc, index))

    def _mistake(self, file: YamlFile, loc: Loc, problem: str, *, at_key: bool = False) -> None:
        self.mistakes.append(file.mistake(loc, problem, at_key=at_key))


def _message_fields(find: Find | None) -> tuple[str, ...]:
    if find is None:
        return ()
    return ("match", *_traits(find))


def _marks(look: Look) -> tuple[str, ...]:
    return look.marks if isinstance(look, Find) else ()


def _finders(look: Look) -> str:
    """Return what tells traits of what is found, in words; nothing where nothing does."""
    names = [f"detector '{look.detector}'"] if look.detector else []
    return ", ".join([*names, *(f"mark '{mark}'" for mark in _marks(look))])


def _are_known(look: Look) -> bool:
    return look.detector in (None, *detector_names()) and mark_kinds().keys() >= set(_marks(look))


def _traits(look: Look) -> tuple[str, ...]:
    """Return the traits that something which is found may have."""
    own = load_detector(look.detector).TRAITS if look.detector else ()
    return tuple(dict.fromkeys([*own, *chain.from_iterable(mark_kinds()[mark] for mark in _marks(look))]))


def _limit_fields(limit: Limit) -> tuple[str, ...]:
    if limit.since is not None:
        return ("since", "until", *(name for name in ("least", "most") if getattr(limit, name)))
    named = ("name",) if limit.measure in ("attachment-size", "attachment-type") else ()
    return ("actual", "least", "most", "bounds", *named)


def _regex(source: str) -> Regex:
    pattern = Regex(source, required_literals(source))
    try:
        empty = pattern.compiled.search("")
    except regex.error as error:
        raise PhraseError(f"is no valid pattern: {error}") from None
    if empty is not None:
        raise PhraseError("the pattern matches even an empty text; it would be found everywhere")
    return pattern


def _outline_of(kind: MessageType) -> TypeOutline:
    return TypeOutline(kind.id, kind.initiative, kind.channel, dict(kind.limits))


def _merge(before: Held | None, after: Held) -> Held:
    setting = after.setting
    as_the_file_says = setting.on and setting.model_fields_set <= {"on"}
    if before is None:
        return after
    if as_the_file_says:
        return replace(after, ground=before.ground)
    changed = setting.model_dump(exclude_unset=True)
    update = {key: getattr(setting, key) for key in changed} | {"on": setting.on}
    merged = before.setting.model_copy(update=update)
    return replace(
        before, setting=merged, excuses=before.excuses if setting.unless is None else after.excuses
    )


def _apply(compiled: CompiledRule, held: Held) -> CompiledRule:
    rule, setting = compiled.rule, held.setting
    update: dict[str, object] = {}
    if setting.severity is not None:
        update["severity"] = setting.severity
    if setting.when is not None:
        update["when"] = setting.when
    if setting.limit is not None and rule.limit is not None:
        update["limit"] = _limited(rule.limit, setting.limit)
    if held.ground is not None:
        update |= _texts(held.ground)
    look = _look_options(setting)
    if look and rule.find:
        update["find"] = rule.find.model_copy(update=look)
    if look and rule.require:
        update["require"] = rule.require.model_copy(update=look)
    if not update and held.excuses == Excuses():
        return compiled
    changed_rule = rule.model_copy(update=update)
    return replace(compiled, rule=changed_rule, excuses=compiled.excuses + held.excuses)


def _texts(ground: Ground) -> dict[str, object]:
    """Return what a ground puts in the place of a rule's own texts."""
    texts = {name: getattr(ground, name) for name in ("basis", "why", "instead", "source")}
    return {name: text for name, text in texts.items() if text is not None}


def _limited(limit: Limit, setting: LimitSetting) -> Limit:
    """Return a limit with a policy's changes; raises ValueError if that makes none."""
    changed = {name: getattr(setting, name) for name in setting.model_fields_set}
    if None in changed.values():
        raise ValueError("a bound cannot be taken away; turn the rule off instead")
    return Limit.model_validate(limit.model_dump(exclude_unset=True) | changed)


def _look_options(setting: RuleSetting) -> dict[str, object]:
    options = {"only": setting.only, "except_": setting.except_, "differs_from": setting.differs_from}
    return {key: value for key, value in options.items() if value is not None}
