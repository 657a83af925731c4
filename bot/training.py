"""Training the dialogue model once for each state of its data."""
from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from pathlib import Path
from typing import Iterable, Iterator

from bot.encoder import Meaning
from bot.errors import SoftstartError
from bot.persona.scenario import load_scenarios
from bot.persona.topics import known_by
from bot.settings import COACH_DATA, PROJECT, SCENARIOS, SWAPPED, Settings, read_settings

SENTENCE = "sentence: "  # marks the one line of standard error that is meant for a person
KEPT_MODELS = 3  # older ones are removed after a training


def trained_on() -> Iterable[Path]:
    """Every file the trained model depends on. Scenario files are not among them: a new one needs no training."""
    for name in ("config.yml", "domain.yml"):
        yield PROJECT / name
    for pattern in ("data/nlu/**/*.yml", "data/stories/**/*.yml"):
        yield from sorted(PROJECT.glob(pattern))
    for name in ("nlu/coach_reader.py", "nlu/command_classifier.py", "nlu/corpus_importer.py", "nlu/reaction_policy.py",
                 "coach/feedback.py", "persona/reaction.py"):
        yield PROJECT / "bot" / name
    yield COACH_DATA / "asides.jsonl"
    yield from sorted(COACH_DATA.glob("messages*.jsonl"))


def data_hash() -> str:
    """A name for the present state of the data."""
    digest = hashlib.sha256()
    for path in trained_on():
        digest.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def model_path(settings: Settings) -> Path:
    """Where the model for the present data is, or would be."""
    return settings.cache_dir / "models" / f"softstart-{data_hash()}.tar.gz"


def train(settings: Settings) -> Path:
    """Train the dialogue model. Raises SoftstartError when Rasa finds fault with the data."""
    target = model_path(settings)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SoftstartError(f"{target.parent} cannot be made ({error.strerror}); set SOFTSTART_CACHE_DIR to a place you can write "
                             "to.") from None
    # Under a name of its own until it is whole: a training that is killed must not leave half a model behind.
    unfinished = target.with_name(f"unfinished-{os.getpid()}.tar.gz")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    _stage("the dialogue tools are loading")
    import rasa.model_training

    _stage("she learns how to react")
    with _inside(PROJECT):
        result = rasa.model_training.train(
            domain="domain.yml", config="config.yml", training_files=["data/nlu", "data/stories"], output=str(target.parent),
            force_training=True, fixed_model_name=unfinished.name[: -len(".tar.gz")],
            # Rasa would glue stories end to end fifty times over; ours end where they end, and training takes a tenth of the time.
            core_additional_arguments={"augmentation_factor": 0})
    if result.code != 0 or not unfinished.exists():
        raise SoftstartError("Training did not finish; 'rasa data validate' names what is wrong in the data.")
    os.replace(unfinished, target)
    _stage("she goes through her memories")
    meaning = Meaning(settings.cache_dir / "meaning")
    for scenario in (*load_scenarios(SCENARIOS).values(), *load_scenarios(SWAPPED).values()):
        for texts in known_by(scenario.topics):
            meaning.kept(texts)
    _remove_old(target.parent)
    return target


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Rasa reads relative paths and imports our components from the project folder."""
    before = os.getcwd()
    os.chdir(folder)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        os.chdir(before)


def _stage(text: str) -> None:
    print(f"stage: {text}", flush=True)


def _remove_old(folder: Path) -> None:
    models = sorted(folder.glob("softstart-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in models[KEPT_MODELS:]:
        path.unlink()


def main() -> None:
    """``python -m bot.training``: trains and prints its stages, for the command line to show."""
    try:
        train(read_settings())
    except SoftstartError as error:
        print(f"{SENTENCE}{error}", file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
