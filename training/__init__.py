"""From annotated news to the weights in ``bot/extraction/model``; run as ``python -m training``."""
