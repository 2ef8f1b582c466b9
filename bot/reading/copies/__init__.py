"""Copies of one text: a small sketch finds what may be one, a comparison of the words confirms."""
