"""The Slack desk: listeners, views and delivery around the newsroom in ``bot``."""
