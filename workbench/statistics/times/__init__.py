"""Days until one of several ends."""
