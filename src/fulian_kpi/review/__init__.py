"""One rule of target review a module."""
