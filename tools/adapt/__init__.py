"""Adapts the published sentence models to what people type here: `make adapt`; see docs/decisions/0080 and 0081."""
