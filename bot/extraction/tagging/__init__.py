"""Trained taggers: who says what by which words, learnt from annotated news."""
