"""The exhibits of a dossier, each stamped on its first page and joined in one file.

The file claims no PDF/A: other people's pages are in it (docs/decisions). A file that cannot be
bound stays as it was handed in, and the schedule says why.
"""
