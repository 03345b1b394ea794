"""Persian text: normalise, half-spaces, segment, numbers and dates. Pure functions."""
