"""Compare ways of reading intents on the project's own data, inside Rasa: `make compare-nlu`.

Runs in the engine's environment. Each row is a pipeline of Rasa components. It is cross-validated over data/nlu
(what is chosen, is chosen there) and then, trained on all of it, asked about the texts of the test part, of which
nothing but totals is printed. The table goes to docs/nlu-comparison.md.
"""

from __future__ import annotations

import argparse
import copy
import json
import logging
import os
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.simplefilter("ignore")

import numpy as np  # noqa: E402
import yaml  # noqa: E402
from rasa.engine.graph import ExecutionContext, GraphComponent  # noqa: E402
from rasa.engine.recipes.default_recipe import DefaultV1Recipe  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.importers.utils import training_data_from_paths  # noqa: E402
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402
from rasa.utils.log_utils import configure_structlog  # noqa: E402
from scipy.sparse import coo_matrix  # noqa: E402
from scipy.sparse.csgraph import connected_components  # noqa: E402
from sklearn.feature_extraction.text import CountVectorizer  # noqa: E402
from sklearn.metrics import roc_auc_score  # noqa: E402
from sklearn.model_selection import StratifiedGroupKFold  # noqa: E402

from engine.open_question import ANSWER, Settings, decide, read_settings  # noqa: E402
from engine.sentence_featurizer import SentenceFeaturizer, SentenceModel  # noqa: E402
from engine.word_featurizer import fold  # noqa: E402

OUT_OF_SCOPE = "out_of_scope"
TEST_FILES = ("topics.jsonl", "detours.jsonl", "out_of_scope.jsonl")
TIMED_TEXTS = 200

ALIKE = 0.62
"""Texts that share more of their letter triples than this stand in one fold: nobody is asked what it was shown."""

Pipeline = list[dict[str, Any]]
Ranking = list[tuple[str, float]]

COUNTS: Pipeline = [
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
LINEAR: Pipeline = [{"name": "engine.intent_classifier.IntentClassifier"}]
RASAS_LINEAR: Pipeline = [{"name": "LogisticRegressionClassifier", "max_iter": 40, "ranking_length": 0}]


def sentence(scale: float) -> Pipeline:
    """The sentence features, as loud as `scale`."""
    return [{"name": "engine.sentence_featurizer.SentenceFeaturizer", "scale": scale}]


def variants(with_slow: bool, diet_epochs: int) -> dict[str, Pipeline]:
    """What is compared: a name and the components after the tokenizer."""
    chosen = {
        "counts of words and characters, softmax regression": [*COUNTS, *LINEAR],
        "sentence x 10, softmax regression": [*sentence(10), *LINEAR],
        "sentence and counts, softmax regression": [*sentence(1), *COUNTS, *LINEAR],
        "sentence x 10 and words by rarity x 3.2, learnt apart (config.yml)": project_pipeline()[1:-1],
    }
    if with_slow:
        chosen["the same features, Rasa's LogisticRegressionClassifier"] = [
            *project_pipeline()[1:-2],
            *RASAS_LINEAR,
        ]
        chosen["sentence, support vectors"] = [
            *sentence(1),
            {"name": "SklearnIntentClassifier", "C": [1], "max_cross_validation_folds": 2},
        ]
    if diet_epochs:
        diet = {
            "name": "DIETClassifier",
            "epochs": diet_epochs,
            "entity_recognition": False,
            "random_seed": 42,
        }
        chosen[f"counts, DIET, {diet_epochs} epochs"] = [*COUNTS, {**diet, "ranking_length": 0}]
    return chosen


def project_pipeline() -> Pipeline:
    """The pipeline the engine runs with."""
    pipeline: Pipeline = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    return pipeline


class Reader:
    """A pipeline of Rasa components, trained in memory, without the rest of Rasa around it."""

    def __init__(self, parts: Pipeline, folder: Path) -> None:
        storage = LocalModelStorage(folder)
        self._components: list[tuple[GraphComponent, bool]] = []
        for number, part in enumerate([{"name": "WhitespaceTokenizer"}, *parts]):
            settings = {key: value for key, value in part.items() if key != "name"}
            registered = DefaultV1Recipe._from_registry(part["name"])
            component = registered.clazz.create(
                {**registered.clazz.get_default_config(), **settings},
                storage,
                Resource(f"part_{number}"),
                ExecutionContext(graph_schema=None, node_name=f"part_{number}"),
            )
            self._components.append((component, registered.is_trainable))

    def train(self, examples: list[tuple[str, str]]) -> float:
        """Train on (text, intent); the seconds it took."""
        data = TrainingData([Message(data={TEXT: text, INTENT: intent}) for text, intent in examples])
        started = time.perf_counter()
        for component, is_trainable in self._components:
            if is_trainable:
                component.train(data)
            if component is not self._components[-1][0]:
                data = component.process_training_data(data)
        return time.perf_counter() - started

    def read(self, text: str) -> Ranking:
        """The intents of a text with their confidences, best first."""
        messages = [Message(data={TEXT: text}, output_properties=set())]
        for component, _ in self._components:
            messages = component.process(messages)
        return [
            (entry["name"], float(entry["confidence"])) for entry in messages[0].get(INTENT_RANKING_KEY) or []
        ]


@dataclass(frozen=True)
class Held:
    """A text of the test part: what is open, and which intents are right."""

    text: str
    question: str | None
    language: str
    kind: str
    intents: frozenset[str]


def training_examples() -> list[tuple[str, str]]:
    """Every example of data/nlu as (text, intent)."""
    paths = sorted(str(path) for path in (PROJECT / "data" / "nlu").glob("*.yml"))
    data = training_data_from_paths(paths, "en")
    return [(message.get(TEXT), message.get(INTENT)) for message in data.intent_examples]


def held_texts(folder: Path) -> list[Held]:
    """The test part: programme questions, detours and what is out of scope."""
    held = []
    for name in TEST_FILES:
        path = folder / name
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
            row = json.loads(line)
            expected = row["expect"]
            topics = expected.get("topic", expected["kind"])
            kind = "out of scope" if expected["kind"] == OUT_OF_SCOPE else name.removesuffix(".jsonl")
            held.append(
                Held(
                    text=row["text"],
                    question=row.get("question"),
                    language=row["language"],
                    kind=kind,
                    intents=frozenset([topics] if isinstance(topics, str) else topics),
                )
            )
    return held


def best_besides_answer(ranking: Ranking, question: str | None, settings: Settings) -> tuple[str, float]:
    """The likeliest intent that is possible here and no answer: the texts compared are none."""
    for name, confidence in sorted(ranking, key=lambda item: -item[1]):
        if name != ANSWER and question in settings.only_while.get(name, (question,)):
            return name, confidence
    return "", 0.0


def likeliest_in_scope(ranking: Ranking) -> float:
    """How sure the reader is of any topic or detour: what tells texts in and out of scope apart."""
    return max((value for name, value in ranking if name not in (OUT_OF_SCOPE, ANSWER)), default=0.0)


def separation(is_in_scope: list[bool], sureness: list[float]) -> float:
    """AUROC: how often a text in scope looks surer than one out of scope."""
    return float(roc_auc_score(is_in_scope, sureness)) if len(set(is_in_scope)) == 2 else float("nan")


def families(texts: list[str]) -> np.ndarray:
    """A number for each text, the same for texts that are nearly the same."""
    counter = CountVectorizer(analyzer="char_wb", ngram_range=(3, 3), binary=True, lowercase=False)
    triples = counter.fit_transform([fold(text) for text in texts]).astype(np.float32).tocsr()
    sizes = np.asarray(triples.sum(axis=1)).ravel()
    rows, columns = [], []
    for start in range(0, len(texts), 1000):  # all pairs at once would take a gigabyte
        shared = (triples[start : start + 1000] @ triples.T).tocoo()
        across = shared.row + start
        is_alike = shared.data > ALIKE * (sizes[across] + sizes[shared.col] - shared.data)
        rows.append(across[is_alike])
        columns.append(shared.col[is_alike])
    edges = (np.concatenate(rows), np.concatenate(columns))
    pairs = coo_matrix((np.ones(len(edges[0])), edges), shape=(len(texts), len(texts)))
    return np.asarray(connected_components(pairs, directed=False)[1])


def cross_validate(parts: Pipeline, examples: list[tuple[str, str]], folds: int) -> tuple[float, float]:
    """Accuracy over all intents, and separation of what is out of scope, each text read by a reader without it."""
    intents = [intent for _, intent in examples]
    right, is_in_scope, sureness = [], [], []
    alike = families([text for text, _ in examples])
    split = StratifiedGroupKFold(folds, shuffle=True, random_state=7).split(examples, intents, alike)
    for learn, ask in split:
        with tempfile.TemporaryDirectory() as folder:
            reader = Reader(parts, Path(folder))
            reader.train([examples[index] for index in learn])
            for index in ask:
                text, intent = examples[index]
                ranking = sorted(reader.read(text), key=lambda item: -item[1])
                right.append(ranking[0][0] == intent)
                if intent != ANSWER:
                    is_in_scope.append(intent != OUT_OF_SCOPE)
                    sureness.append(likeliest_in_scope(ranking))
    return float(np.mean(right)), separation(is_in_scope, sureness)


def ask_held(reader: Reader, held: list[Held], settings: Settings) -> dict[str, float]:
    """Totals over the test part."""
    right: dict[str, list[bool]] = defaultdict(list)
    is_in_scope, sureness = [], []
    for item in held:
        ranking = reader.read(item.text)
        name, _ = best_besides_answer(ranking, item.question, settings)
        right[item.kind].append(name in item.intents)
        if item.kind != "out of scope":
            right[item.language].append(name in item.intents)
        is_in_scope.append(item.kind != "out of scope")
        sureness.append(likeliest_in_scope(ranking))
    return {
        **{kind: float(np.mean(values)) for kind, values in right.items()},
        "separation": separation(is_in_scope, sureness),
    }


def settled_totals(reader: Reader, held: list[Held], settings: Settings) -> dict[str, float]:
    """What the project's own table makes of the test part when the service has read no answer."""
    totals: dict[str, list[bool]] = defaultdict(list)
    for item in held:
        intent = decide(reader.read(item.text), item.question, "none", settings).intent
        if item.kind == "out of scope":
            totals["out of scope: said so, or asked again"].append(intent in (OUT_OF_SCOPE, "nlu_fallback"))
            totals["out of scope: said so"].append(intent == OUT_OF_SCOPE)
        else:
            totals[f"{item.kind}: right"].append(intent in item.intents)
            totals[f"{item.kind}: asked again"].append(intent == "nlu_fallback")
            totals[f"{item.kind}: turned away"].append(intent == OUT_OF_SCOPE)
    return {name: float(np.mean(values)) for name, values in totals.items()}


def median_milliseconds(reader: Reader, texts: list[str]) -> float:
    """The middle time of reading one text."""
    times = []
    for text in texts[:TIMED_TEXTS]:
        started = time.perf_counter()
        reader.read(text)
        times.append(time.perf_counter() - started)
    return float(np.median(times)) * 1000.0


def remember_vectors(texts: list[str]) -> float:
    """Calculate the vectors of the training texts once for all rows and folds; the seconds it took.

    The seconds are added to the training time of each row that uses them. Texts met later are calculated anew.
    """
    folder = PROJECT / SentenceFeaturizer.get_default_config()["folder"]
    model = SentenceModel(folder)
    started = time.perf_counter()
    known = dict(zip(texts, model.vectors(texts), strict=True))
    seconds = time.perf_counter() - started
    plain = SentenceModel.vector

    def remembered(self: SentenceModel, text: str) -> np.ndarray:
        return known[text] if text in known else plain(self, text)

    SentenceModel.vector = remembered
    return seconds


COLUMNS = (
    ("pipeline", "pipeline"),
    ("accuracy, cross-validated", "accuracy"),
    ("out of scope AUROC, cross-validated", "auroc"),
    ("topics, test", "topics"),
    ("detours, test", "detours"),
    ("English, test", "en"),
    ("Spanish, test", "es"),
    ("out of scope AUROC, test", "separation"),
    ("read p50, ms", "milliseconds"),
    ("train, s", "seconds"),
)


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as a Markdown table."""

    def shown(value: Any, key: str) -> str:
        if not isinstance(value, float):
            return str(value)
        return f"{value:.1f}" if key in ("milliseconds", "seconds") else f"{value:.3f}"

    lines = [" | ".join(title for title, _ in COLUMNS), " | ".join("--" for _ in COLUMNS)]
    lines += [" | ".join(shown(row.get(key, "-"), key) for _, key in COLUMNS) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def document(rows: list[dict[str, Any]], totals: dict[str, float], facts: dict[str, int]) -> str:
    """The whole of docs/nlu-comparison.md."""
    settled = "\n".join(f"| {name} | {value:.3f} |" for name, value in totals.items())
    return f"""# Ways of reading intents, compared

Written by `make compare-nlu`; do not edit. {facts["examples"]} examples of {facts["intents"]} intents in data/nlu,
{facts["held"]} texts of other authors in the test part, {facts["folds"]} folds; texts that are nearly the same
stand in one fold.

The sentence model was adapted to these very examples (docs/decisions/0080), so the cross-validated columns flatter
whatever uses it; the test columns are there to be believed, not to be tuned on.
A text of the test part counts as right when the likeliest intent besides `answer` is the expected one, before any
threshold. AUROC says how often a text in scope looks surer than one out of scope. Times are of the components alone,
on one thread.

{table(rows)}

## The project's table on the test part

With the pipeline and the thresholds of config.yml, as if the service had read no answer:

| total | share |
| -- | -- |
{settled}
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare ways of reading intents on the project's own data.")
    parser.add_argument(
        "--diet", type=int, default=0, metavar="EPOCHS", help="also DIET, which takes minutes"
    )
    parser.add_argument("--slow", action="store_true", help="also Rasa's own classifiers, which take minutes")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--only", help="a part of the names to compare; writes nothing")
    parser.add_argument("--test", type=Path, default=PROJECT / "evaluation" / "understand" / "test")
    arguments = parser.parse_args()
    configure_structlog(logging.ERROR)
    logging.disable(logging.WARNING)

    examples, held = training_examples(), held_texts(arguments.test)
    settings = read_settings(project_pipeline()[-1])
    chosen = {
        name: parts
        for name, parts in variants(arguments.slow, arguments.diet).items()
        if (arguments.only or "") in name
    }
    vector_seconds = remember_vectors([text for text, _ in examples])
    print(f"vectors of {len(examples)} examples ({vector_seconds:.0f} s)", flush=True)
    rows: list[dict[str, Any]] = []
    totals: dict[str, float] = {}
    for name, parts in chosen.items():
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            reader = Reader(copy.deepcopy(parts), Path(folder))
            seconds = reader.train(examples)
            if any("SentenceFeaturizer" in part["name"] for part in parts):
                seconds += vector_seconds
            row: dict[str, Any] = {"pipeline": name, "seconds": seconds}
            row["milliseconds"] = median_milliseconds(
                reader, [item.text for item in held] or [t for t, _ in examples]
            )
            row.update(ask_held(reader, held, settings))
            if "config.yml" in name:
                totals = settled_totals(reader, held, settings)
        rows.append(row)
        print(f"{name}: trained on everything ({time.perf_counter() - started:.0f} s)", flush=True)
    print(f"\nOn people who trained nothing; the folds follow.\n{table(rows)}\n", flush=True)
    for row, parts in zip(rows, chosen.values(), strict=True):
        started = time.perf_counter()
        row["accuracy"], row["auroc"] = cross_validate(copy.deepcopy(parts), examples, arguments.folds)
        print(f"{row['pipeline']}: cross-validated ({time.perf_counter() - started:.0f} s)", flush=True)
    print(table(rows))
    for name, value in totals.items():
        print(f"{name}: {value:.3f}")
    if not arguments.only:
        facts = {
            "examples": len(examples),
            "intents": len({intent for _, intent in examples}),
            "held": len(held),
            "folds": arguments.folds,
        }
        target = PROJECT / "docs" / "nlu-comparison.md"
        target.write_text(document(rows, totals, facts), encoding="utf-8")
        print(f"written to {target.relative_to(PROJECT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
