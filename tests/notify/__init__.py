"""Tests of what leaves Doorway."""
