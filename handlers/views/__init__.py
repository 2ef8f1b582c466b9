"""Pure builders of Slack messages from the newsroom's records."""
