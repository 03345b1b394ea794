"""Every night by itself: what is new is translated, checked, published whole, and reported."""
