"""The command line: one command a module; arguments in, exit code out."""
