"""What a finished scorecard or target table looks like: one format of one command a module."""
