"""Briefs as messages, and what their buttons do."""
