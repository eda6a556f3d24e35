"""Published tables to drafts of our own files: one module a format, one reader for all of them."""
