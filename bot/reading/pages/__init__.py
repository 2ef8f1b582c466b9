"""A web page to its article: text, and what the page says of itself."""
