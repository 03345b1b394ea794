"""How much editing a translation will need: learned from edits, told as expected effort."""
