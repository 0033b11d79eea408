"""The printed table says what the rules say."""

from __future__ import annotations

import pytest

from bot.placement import RULES, TABLE_VERSION
from bot.placement.document import TARGET, read_sentences, render


def test_document_is_fresh() -> None:
    """docs/placement-rules.md is what `python -m bot.placement.document` writes now."""
    assert TARGET.read_text(encoding="utf-8") == render(read_sentences())


def test_document_names_every_rule_and_its_sentences() -> None:
    """Each rule has its row, and each sentence it cites is quoted in full."""
    text = render(read_sentences())
    assert f"Table version {TABLE_VERSION}." in text
    for rule in RULES:
        assert f"| {rule.id} | {rule.group} | {rule.reads} |" in text
        for source in rule.sources:
            assert f"| {source} | {read_sentences()[source]} |" in text


def test_a_missing_sentence_is_an_error() -> None:
    """A rule cannot cite a sentence the guide does not have."""
    with pytest.raises(KeyError):
        render({"S1": "Only this."})
