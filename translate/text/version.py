"""The version of what the text layer puts out. Part of every memory key."""

TEXT_VERSION = "1"
"""Bump when normalisation, half-spaces or segmentation give another output for some input.

Translations stored under an older version are then made anew instead of being reused for a source
that the model would now see differently.
"""
