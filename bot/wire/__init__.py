"""What comes in over the wire: links fetched, feeds polled, folders watched; their sources kept."""
