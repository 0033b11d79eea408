"""Measures on lines of people who had no part in what is measured; totals only."""
