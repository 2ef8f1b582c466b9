"""What a channel reads: added, listed, paused and removed."""
