"""The archive: documents, facts and standing orders in a database; the only room that knows SQL."""
