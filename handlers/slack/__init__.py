"""The way to Slack and back: calls, answers, files, tokens, the connection; knows no listener."""
