"""Reports carried whole from a private working folder, the home, to object storage."""
