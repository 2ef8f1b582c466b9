"""Feeds: read, planned, polled."""
