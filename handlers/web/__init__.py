"""Pages for a browser, and how Slack's requests arrive by HTTP."""
