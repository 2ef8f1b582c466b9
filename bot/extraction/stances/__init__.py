"""Stances: the words that carry them, whose they are, and what they are about."""
