"""The whole answer to a question: what was asked about, what is found elsewhere, and both as one story."""

from collections.abc import Iterator
from dataclasses import dataclass

from servicing.diagnosis.diagnose import diagnose, troubles
from servicing.diagnosis.diagnosis import Diagnosis
from servicing.diagnosis.entry import Entry, in_order
from servicing.diagnosis.register import symptoms
from servicing.diagnosis.story import Story, story
from servicing.diagnosis.views import Setting


@dataclass(frozen=True)
class Examination:
    """A diagnosis, the troubles of everything else, of any symptom, and the story that they make together."""

    asked: Diagnosis
    elsewhere: tuple[Diagnosis, ...]
    story: Story

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry that the answer rests on, once each: that of what was asked about, then in order of time."""
        own = [self.asked.subject.entry] if self.asked.subject else []
        told = [each.found for each in self.story.chapters] or list(self.asked.found)
        cited = sorted({entry for found in told for entry in found.entries}.difference(own), key=in_order)
        return (*own, *cited)


def examine(setting: Setting, symptom: str, subject: str | None = None) -> Examination:
    """Diagnose what is asked, and look at every other symptom too: people often give their trouble another name.

    `subject` as in `diagnose`. While it is open which one is meant, there is no story. Raises `UnknownSymptom`.
    """
    asked = diagnose(setting, symptom, subject)
    elsewhere = tuple(each for each in _every_trouble(setting) if not _same(each, asked))
    told = Story() if asked.verdict == "which_one" else story(setting, asked, elsewhere)
    return Examination(asked, elsewhere, told)


def _every_trouble(setting: Setting) -> Iterator[Diagnosis]:
    return (each for name in symptoms() for each in troubles(setting, name))


def _same(one: Diagnosis, other: Diagnosis) -> bool:
    return (one.symptom, one.subject) == (other.symptom, other.subject)
