"""What a strange file seems to hold, and the text of a first parameter file for it."""
