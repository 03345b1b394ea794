"""Terms with the English they must have: reading lists, finding terms in Persian, keeping to them."""
