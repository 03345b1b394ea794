"""Characters that cannot be seen or are easily confused, by name."""

ZWNJ = "\u200c"  # zero width non-joiner: the Persian half-space
ZWJ = "\u200d"
NBSP = "\u00a0"
LRM = "\u200e"
RLM = "\u200f"
ALM = "\u061c"
BOM = "\ufeff"
TATWEEL = "\u0640"
SOFT_HYPHEN = "\u00ad"
NEL = "\u0085"
LINE_SEPARATOR = "\u2028"
PARAGRAPH_SEPARATOR = "\u2029"

BIDI_MARKS = LRM + RLM + ALM + "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
LATIN_DIGITS = "0123456789"
