"""Is there a model of today's training data?"""

from collections.abc import Iterator

from bot.doctor.findings import Bench, Finding, fault, ok
from bot.setup.model import current_model


def check(bench: Bench) -> Iterator[Finding]:
    """One finding; a name that fits the data is a current model."""
    model = current_model(bench.places)
    if model.exists():
        yield ok(f"the model is current ({bench.places.named(model)})")
    elif any(bench.places.models.glob("*.tar.gz")):
        yield fault("every model is older than its data", "make train, or make run, which does so too")
    else:
        yield fault("there is no model yet", "make train, or make run, which does so too")
