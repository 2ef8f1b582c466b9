"""What the menu of a line does: show where it comes from, and set right what was found."""
