"""What is done before a model is stored in 8 bits, so that few numbers that run high do not blur the rest."""

from __future__ import annotations

import numpy as np

from tools.sentence_models.exact import Encoder
from tools.sentence_models.padding import padded
from tools.sentence_models.published import Array, Published, Weights

SMOOTHING = 0.65
"""How much of an input's spread moves into the weights before quantizing (SmoothQuant, Xiao and others 2022).
0.65 kept the worst check sentence of the first model adapted at 0.994; 0.5 gave 0.982, 0.8 gave 0.991, none at all
0.981. Each `built.json` says what it is now."""

SMOOTHING_SENTENCES = (
    "hello",
    "yes",
    "no",
    "thanks",
    "is it private",
    "what does it cost",
    "I drink most days and I want to stop.",
    "my mom needs help with pills",
    "do you have evening groups on tuesday or thursday",
    "estoy cansado de beber",
    "can someone call me tomorrow at 3 pm",
    "why do you need to know that?",
    "go back please",
    "I have not used for three weeks but I am scared I will again, and nobody at home understands.",
)
"""Show which inputs run high; none of them is among the sentences of the check."""


def input_peaks(model: Published) -> dict[str, Array]:
    """The largest absolute input of each dense layer over the smoothing sentences, channel by channel."""
    encoder, peaks = Encoder(model), dict[str, Array]()
    for text in SMOOTHING_SENTENCES:
        encoder.encode(*padded(model.tokenizer, (text,)))
        for name, peak in encoder.peaks.items():
            peaks[name] = np.maximum(peaks[name], peak) if name in peaks else peak
    return peaks


def smoothing_divisors(weights: Weights, peaks: dict[str, Array]) -> Weights:
    """What each dense layer's input is divided by, channel by channel, and its weights multiplied by.

    A few channels of the input run ten times higher than the rest, and 8 bits shared with them leave the rest
    three or four. The result is the same before quantizing and much nearer after it.
    """
    divisors = {}
    for name, peak in peaks.items():
        # query, key and value read the same input in one product, so they share one divisor
        layer, part = name.rsplit(".", 1)
        parts = ("query", "key", "value") if part in ("query", "key", "value") else (part,)
        largest = np.max([np.abs(weights[f"{layer}.{each}.weight"]).max(axis=0) for each in parts], axis=0)
        divisor = peak**SMOOTHING / largest ** (1.0 - SMOOTHING)
        divisors[name] = np.maximum(divisor, 1e-3).astype(np.float32)
    return divisors
