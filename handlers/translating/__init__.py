"""What Slack hands on, read into what the newsroom understands; all pure."""
