"""The labels of words: beginning and inside of sources, cues and contents."""

from __future__ import annotations

#: Label 0 is "outside"; ``B-`` begins a span, ``I-`` goes on with it.
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
