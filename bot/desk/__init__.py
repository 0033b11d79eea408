"""The desk: the pages where staff see who is in danger, who waits, and what the night brought."""
