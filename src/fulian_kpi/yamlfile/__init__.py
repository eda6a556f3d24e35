"""YAML files: plain values with the place of each, and rewrites that keep the comments."""
