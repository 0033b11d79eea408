"""Adapts the published sentence model to what people type here: `make adapt`; see docs/decisions/0080."""
