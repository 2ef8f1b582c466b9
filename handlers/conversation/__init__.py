"""Questions and answers in threads."""
