"""Builds the two small sentence models from their published weights and what the project changes in them.

`catalogue` says which there are; `minilm` and `multilingual_e5` read the published files, `build` makes the 8-bit
model the service runs (`bot/sentences.py`).
"""
