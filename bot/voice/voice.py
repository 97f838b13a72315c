"""Says a reply in a borrower's language: words from the catalogue, facts in the form that the reader expects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from babel.dates import format_date, format_datetime, get_timezone
from babel.numbers import format_compact_decimal, format_currency, format_decimal
from jinja2 import StrictUndefined, TemplateError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from bot.voice.button import Button
from bot.voice.catalogue import Catalogue, WordsRefused
from bot.voice.facts import Money, read

DEFAULT_LANGUAGE = "zh"
DEFAULT_ZONE = "Asia/Shanghai"
OTHER = "other"


@dataclass(frozen=True)
class Said:
    """A reply in words."""

    text: str
    buttons: tuple[Button, ...]


class Voice:
    """Renders replies; raises `WordsRefused` when a reply, a word or a fact is missing."""

    def __init__(self, catalogues: Mapping[str, Catalogue]) -> None:
        self._catalogues = catalogues
        self._speakers = {name: _Speaker(catalogue) for name, catalogue in catalogues.items()}

    @property
    def languages(self) -> Sequence[str]:
        """The languages there are."""
        return list(self._catalogues)

    def say(self, reply: str, language: str | None, facts: Mapping[str, Any]) -> Said:
        """The reply of that name. `facts` as they travel, with `zone` for the borrower's time zone.

        `now` among them is the moment of the question: a moment of another year is then said with its year.
        """
        speaker = self._speakers.get(language or "") or self._speakers[DEFAULT_LANGUAGE]
        return speaker.say(reply, facts)

    def phrase(self, kind: str, code: str, language: str | None, facts: Mapping[str, Any]) -> str:
        """The words for a code of that kind, with facts in their places; what stands around or beside a reply."""
        speaker = self._speakers.get(language or "") or self._speakers[DEFAULT_LANGUAGE]
        return speaker.phrase(kind, code, facts)


class _Speaker:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._jinja = SandboxedEnvironment(
            undefined=StrictUndefined,
            finalize=self._written,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._jinja.globals.update(word=self._word, cause=self._cause)
        self._jinja.filters.update(day=self._day, at=self._moment, short=self._short, dated=self._dated)

        self._template = cache(self._jinja.from_string)

    def say(self, reply: str, facts: Mapping[str, Any]) -> Said:
        template = self._catalogue.replies.get(reply)
        if template is None:
            raise WordsRefused(f"{self._catalogue.language} has no reply {reply!r}.")
        known = {"zone": DEFAULT_ZONE, **{name: read(value) for name, value in facts.items()}}
        try:
            text = self._template(template["text"]).render(known).strip()
            return Said(text, tuple(self._buttons(template.get("buttons", []), known)))
        except TemplateError as error:
            raise WordsRefused(f"{self._catalogue.language}, reply {reply!r}: {error}") from error

    def phrase(self, kind: str, code: str, facts: Mapping[str, Any]) -> str:
        known = {"zone": DEFAULT_ZONE, **{name: read(value) for name, value in facts.items()}}
        try:
            return self._template(str(self._word(kind, code))).render(known).strip()
        except TemplateError as error:
            raise WordsRefused(f"{self._catalogue.language}, words/{kind}.yml, {code!r}: {error}") from error

    def _buttons(self, templates: Sequence[Any], known: Mapping[str, Any]) -> list[Button]:
        made: list[Button] = []
        for template in templates:
            if "for_each" in template:
                made += [self._button(template, {**known, "each": each}) for each in known[template["for_each"]]]
            elif "steps" in template:
                made += [self._button(self._word("steps", step), known) for step in known[template["steps"]]]
            else:
                made.append(self._button(template, known))
        return made

    def _button(self, template: Mapping[str, Any], known: Mapping[str, Any]) -> Button:
        given = template.get("given", {})
        return Button(
            title=self._template(template["title"]).render(known),
            press=template["press"],
            given={name: self._template(value).render(known) for name, value in given.items()},
        )

    def _word(self, kind: str, code: str) -> Any:
        """The words for a code, or those for `other` where a lender uses a code of its own; else it is refused."""
        words = self._catalogue.words.get(kind, {})
        if code not in words and OTHER not in words:
            raise WordsRefused(f"{self._catalogue.language} has no words/{kind}.yml entry for {code!r}.")
        return words.get(code, words.get(OTHER))

    @pass_context
    def _cause(self, context: Context, found: Mapping[str, Any], part: str) -> str:
        """A part (`name`, `story`, `next`, `do`) of what is said of a cause that was found."""
        words = self._catalogue.cause(found["symptom"], found["cause"])
        if words is None:
            key = f"{found['symptom']}/{found['cause']}"
            raise WordsRefused(f"{self._catalogue.language} has no causes/{key}.yml.")
        known = {**context.get_all(), **found, **found["details"]}
        return self._template(words.get(part, "")).render(known).strip()

    @pass_context
    def _written(self, context: Context, value: Any) -> Any:
        """A fact as this language writes it."""
        for kind, write in self._writers(context):
            if isinstance(value, kind):
                return write(value)
        return value

    def _writers(self, context: Context) -> list[tuple[type, Callable[[Any], str]]]:
        locale = self._catalogue.locale
        return [
            (Money, lambda value: format_currency(value.amount, value.currency, locale=locale)),
            (datetime, lambda value: self._moment(context, value)),
            (date, lambda value: format_date(value, "long", locale=locale)),
            (Decimal, lambda value: format_decimal(value, locale=locale)),
        ]

    @pass_context
    def _moment(self, context: Context, value: datetime) -> str:
        """A moment to the minute, in the borrower's zone; a plain day stays a day."""
        if not isinstance(value, datetime):
            return self._day(context, value)
        shape = self._catalogue.words["forms"]["moment" if _is_of_this_year(context, value) else "dated_moment"]
        return format_datetime(value, shape, tzinfo=get_timezone(context["zone"]), locale=self._catalogue.locale)

    @pass_context
    def _day(self, context: Context, value: datetime | date) -> str:
        """The day of a moment in the borrower's zone, or a day as it is."""
        shape = self._catalogue.words["forms"]["day" if _is_of_this_year(context, value) else "dated_day"]
        if isinstance(value, datetime):
            return format_datetime(value, shape, tzinfo=get_timezone(context["zone"]), locale=self._catalogue.locale)
        return format_date(value, shape, locale=self._catalogue.locale)

    @pass_context
    def _dated(self, context: Context, value: datetime | date) -> str:
        """The same with the year, for what is kept for long: a moment to the minute, or a day."""
        if not isinstance(value, datetime):
            return format_date(value, self._catalogue.words["forms"]["dated_day"], locale=self._catalogue.locale)
        shape = self._catalogue.words["forms"]["dated_moment"]
        return format_datetime(value, shape, tzinfo=get_timezone(context["zone"]), locale=self._catalogue.locale)

    def _short(self, value: Money) -> str:
        """An amount for the scale of a chart: rounded, in thousands or what the language counts in, no currency."""
        return format_compact_decimal(value.amount, locale=self._catalogue.locale, fraction_digits=2)


def _is_of_this_year(context: Context, value: datetime | date) -> bool:
    """Whether the year goes without saying: it is that of the question, or nobody said when that is."""
    now, zone = context.get("now"), get_timezone(context["zone"])
    if now is None:
        return True
    return bool((value.astimezone(zone) if isinstance(value, datetime) else value).year == now.astimezone(zone).year)
