"""What keeps the engine from phoning home, fetching anything, or filling its log with other libraries' chatter."""

from collections.abc import Mapping
from pathlib import Path

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "SANIC_ACCESS_LOG": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "PYTHONUNBUFFERED": "1",
    "PYTHONWARNINGS": "ignore",
}

# Where bytecode may not be written, each start compiles TensorFlow anew: nine seconds on two cores.
NOT_FOR_THE_ENGINE = ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")


def quiet_engine(environ: Mapping[str, str], home: Path) -> dict[str, str]:
    """The environment for a program of the engine; what it writes to a home folder goes to this one, not the user's."""
    home.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in environ.items() if name not in NOT_FOR_THE_ENGINE}
    return {**kept, **QUIET, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
