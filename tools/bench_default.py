"""Rasa's default pipeline (DIET, TED, memoization), trained once on our data for `make bench` to stand beside."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import yaml

from tools.bench_training import TRAINED_ON, Spent, timed
from tools.setup import fingerprint

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "bench"

EPOCHS = 2
"""Of each network of Rasa's default pipeline, which says 100. What a message costs and how much memory it takes
does not depend on it; the training does, by the number of epochs."""

DEFAULT_CONFIG = f"""
recipe: default.v1
assistant_id: bench
language: en
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- {{name: CountVectorsFeaturizer, analyzer: char_wb, min_ngram: 1, max_ngram: 4}}
- {{name: DIETClassifier, epochs: {EPOCHS}, constrain_similarities: true}}
- name: EntitySynonymMapper
- {{name: ResponseSelector, epochs: {EPOCHS}, constrain_similarities: true}}
- {{name: FallbackClassifier, threshold: 0.3, ambiguity_threshold: 0.1}}
policies:
- name: MemoizationPolicy
- name: RulePolicy
- {{name: UnexpecTEDIntentPolicy, max_history: 5, epochs: {EPOCHS}}}
- {{name: TEDPolicy, max_history: 5, epochs: {EPOCHS}, constrain_similarities: true}}
"""


MODEL = CACHE / "default.tar.gz"
STAMP = CACHE / "default.json"
"""What the model was trained from, and what that took."""


def default_model() -> tuple[Path, Spent]:
    """What `rasa init` configures, trained on our data and a few stories, and what the training took."""
    made_from = fingerprint(
        ["domain.yml", "data/nlu", "data/rules", "data/responses", "tools/bench_default.py"]
    )
    if MODEL.exists() and STAMP.exists():
        stamp = json.loads(STAMP.read_text())
        if stamp["made_from"] == made_from:
            return MODEL, Spent(*stamp["spent"])
    shutil.rmtree(CACHE, ignore_errors=True)
    CACHE.mkdir(parents=True)
    (CACHE / "config.yml").write_text(DEFAULT_CONFIG)
    (CACHE / "stories.yml").write_text(yaml.safe_dump(stories(), sort_keys=False))
    for part in TRAINED_ON:
        shutil.copytree(ROOT / part, CACHE / part)
    command = [str(ROOT / ".venv-engine/bin/python"), "-m", "rasa", "train", "--quiet", "--skip-validation"]
    command += [
        "--domain",
        str(ROOT / "domain.yml"),
        "--config",
        "config.yml",
        "--data",
        "data",
        "stories.yml",
    ]
    command += ["--out", ".", "--fixed-model-name", "default"]
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", "TF_CPP_MIN_LOG_LEVEL": "3"}
    spent = timed(command, CACHE, {**os.environ, "PYTHONPATH": str(ROOT), **quiet})
    STAMP.write_text(json.dumps({"made_from": made_from, "spent": spent}))
    return MODEL, spent


def stories() -> dict[str, Any]:
    """A few stories after our own conversation scenarios: a screening begun, with a question in between."""
    form = [{"action": "screening_form"}, {"active_loop": "screening_form"}]
    opening = [{"intent": "open"}, {"action": "action_open"}, *form]
    topics = ("iop_length", "cost_insurance", "what_is_iop", "privacy")
    told = [
        {
            "story": f"asks about {topic}",
            "steps": [*opening, {"intent": topic}, {"action": "action_say_topic"}, *form],
        }
        for topic in topics
    ]
    taps: list[dict[str, Any]] = [{"intent": "choose"}, {"action": "screening_form"}]
    return {"version": "3.1", "stories": [{"story": "taps on", "steps": [*opening, *taps * 3]}, *told]}
