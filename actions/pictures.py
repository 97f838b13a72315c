"""Which pictures go with an answer: of what was asked about, then of what the story is about, each once."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from actions.speech import Reply
from servicing.account.pictured import pictured
from servicing.diagnosis.examine import Examination
from servicing.diagnosis.register import symptom
from servicing.diagnosis.views import Kind, Setting
from servicing.diagnosis.views.line import all_lines

MOST_PICTURES = 2


def with_pictures(reply: Reply, setting: Setting, examination: Examination) -> Reply:
    """The reply with the pictures of its subjects, a few at most."""
    subjects = dict.fromkeys(_subjects(examination))
    every = _each_once(picture for kind, ref in subjects for picture in pictured(setting, kind, ref))
    return Reply(reply.name, {**reply.facts, "pictures": list(islice(every, MOST_PICTURES))})


def charts(setting: Setting) -> list[Mapping[str, Any]]:
    """The limit over time of the lines opened last."""
    return [chart for each in all_lines(setting)[:MOST_PICTURES] for chart in pictured(setting, "line", each.ref)]


def _each_once(pictures: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """A payment and the deduction that it was are two subjects with one picture."""
    shown: list[Mapping[str, Any]] = []
    for each in pictures:
        if each not in shown:
            shown.append(each)
            yield each


def _subjects(examination: Examination) -> Iterator[tuple[Kind, str]]:
    if examination.asked.subject:
        yield symptom(examination.asked.symptom).subject.kind, examination.asked.subject.ref
    for chapter in examination.story.chapters:
        if chapter.subject:
            yield symptom(chapter.symptom).subject.kind, chapter.subject.ref
