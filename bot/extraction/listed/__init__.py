"""Extraction by the word lists of a language, for all languages but English."""
