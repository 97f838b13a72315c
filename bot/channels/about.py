"""What a channel tells before anything is said: the languages with its words in each, and the demo's borrowers."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, nodes

from bot.channels import Surroundings
from bot.demo import DemoBorrower
from bot.voice.catalogue import Catalogue

JINJA = Environment(autoescape=True)


def about(around: Surroundings, words: str) -> dict[str, Any]:
    """`languages` (code to name, locale, words), `borrowers` in the order of the symptoms, the healthy ones last."""
    languages = around.languages
    known = around.demo.borrowers if around.demo else ()
    ordered = sorted(known, key=lambda each: _place(each, next(iter(languages.values()))))
    return {
        "languages": {code: _language(each, words) for code, each in languages.items()},
        "borrowers": [_borrower(each, languages) for each in ordered],
    }


def _language(language: Catalogue, words: str) -> dict[str, Any]:
    """One language; its locale as a browser writes it."""
    return {"name": language.name, "locale": language.locale.replace("_", "-"), "words": language.words[words]}


def _borrower(borrower: DemoBorrower, languages: Mapping[str, Catalogue]) -> dict[str, Any]:
    return {
        "id": borrower.borrower_id,
        "called": borrower.called,
        "language": borrower.language,
        "group": borrower.symptom or ("mixture" if borrower.mixture else "healthy"),
        "cause": borrower.cause or borrower.mixture,
        "about": {code: _matter(borrower, words) for code, words in languages.items()},
    }


def _place(borrower: DemoBorrower, words: Catalogue) -> int:
    symptoms = list(words.words["symptoms"])
    if borrower.symptom:
        return symptoms.index(borrower.symptom)
    return len(symptoms) + (0 if borrower.mixture else 1)


def _matter(borrower: DemoBorrower, words: Catalogue) -> dict[str, str]:
    """What is the matter with them, in one language: the group that they stand in, and the cause, or several, in it."""
    page = words.words["page"]
    if borrower.symptom:
        causes = [(borrower.symptom, borrower.cause or ""), *borrower.also]
        names = ((words.cause(*each) or {}).get("name", "") for each in causes)
        return {"group": words.words["symptoms"][borrower.symptom], "cause": " + ".join(map(every_way, names))}
    if borrower.mixture:
        return {"group": page["mixtures"], "cause": page["mixture"][borrower.mixture]}
    return {"group": page["healthy_group"], "cause": page["healthy"]}


def every_way(name: str) -> str:
    """A cause's name before anybody has looked which of its forms applies: all of them."""
    texts = (node.data.strip() for node in JINJA.parse(name).find_all(nodes.TemplateData))
    return " / ".join(text for text in texts if text)
