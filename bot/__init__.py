"""The newsroom: documents in, cited facts out. Knows nothing of Slack."""

__version__ = "0.1.0"
