"""The English words that numbers and dates are made of, and what they are worth (all in lower case)."""

from fractions import Fraction

from translate.text.dates import Calendar, Part
from translate.text.words import word_set

SMALL = {
    "zero": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100, "dozen": 12, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "quadrillion": 10**15, "bn": 10**9, "mn": 10**6, "mln": 10**6, "bln": 10**9, "tn": 10**12,
    "trn": 10**12,
}  # fmt: skip
SHORT_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9}  # only glued to the figures; "m" may be metres
_IRREGULAR = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    "hundredth": 100,
    "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip
ORDINALS: dict[str, int] = {
    **{f"{w}th": n for w, n in SMALL.items() if n > 3 and n not in (5, 8, 9, 12)},
    **{f"{w[:-1]}ieth": n for w, n in TENS.items()},
    **_IRREGULAR,
}
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
DENOMINATORS: dict[str, int] = {
    **{w: n for w, n in ORDINALS.items() if n >= 3},
    **{f"{w}s": n for w, n in ORDINALS.items() if n >= 3},
    "quarter": 4, "quarters": 4, "half": 2, "halves": 2,
}  # fmt: skip
TIMES: dict[str, int | Fraction] = {
    "twice": 2, "double": 2, "triple": 3, "doubled": 2, "doubling": 2, "twofold": 2, "tripled": 3,
    "tripling": 3, "trebled": 3, "threefold": 3, "halved": Fraction(1, 2), "halving": Fraction(1, 2),
    "centenary": 100, "bicentennial": 200, "quadrupled": 4, "fourfold": 4, "fivefold": 5, "tenfold": 10,
}  # fmt: skip

ROMAN = {"ii": 2, "iii": 3, "vii": 7, "viii": 8, "xii": 12, "xiv": 14, "xvi": 16}  # not "Xi", "IV", "VI"

PERCENT = frozenset({"%", "percent", "pct", "percentage"})
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
DOLLAR_PREFIXES = {"us": "USD", "c": "CAD", "a": "AUD", "hk": "HKD", "nz": "NZD", "ca": "CAD", "au": "AUD"}
_CURRENCY_STEMS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "toman": "IRT", "rial": "IRR", "ruble": "RUB",
    "rouble": "RUB", "afghani": "AFN", "dirham": "dirham", "dinar": "dinar", "lira": "lira",
    "rupee": "rupee", "franc": "franc", "krona": "krona", "peso": "peso",
}  # fmt: skip
CURRENCIES: dict[str, str] = {
    **_CURRENCY_STEMS,
    **{f"{word}s": unit for word, unit in _CURRENCY_STEMS.items()},
    "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "won": "won", "kronor": "krona",
    "usd": "USD",
    "eur": "EUR", "gbp": "GBP", "irr": "IRR", "irt": "IRT", "tomans": "IRT", "cent": "USD", "cents": "USD",
}  # fmt: skip
CENTS = frozenset({"cent", "cents"})
NATIONS = {  # between number and currency: "58,000 Iranian rials", "5 million Canadian dollars"
    "canadian": "CAD", "australian": "AUD", "us": None, "american": None, "iranian": None, "turkish": None,
    "emirati": None, "iraqi": None, "russian": None, "chinese": None, "japanese": None, "swiss": None,
    "pakistani": None, "indian": None, "british": None, "uae": None,
}  # fmt: skip

_MEASURES = (
    "people person year month day week hour minute second century decade kilometer kilometre km meter "
    "metre mile foot feet centimeter centimetre cm millimeter millimetre mm kilogram kilo kg gram ton "
    "tonne liter litre hectare degree megawatt mw barrel unit point goal seat medal vote household worker "
    "soldier child woman man student member case page game victim job home house house inch acre ounce "
    "pound round percent nation country thousand volume copy"
)
MEASURES = (
    frozenset(_MEASURES.split()) | {f"{word}s" for word in _MEASURES.split()} | {"children", "men", "women"}
)
METRES_AFTER = word_set(
    "tall wide deep long high sprint race hurdles freestyle relay dash from above below away"
)
NUMBERED = word_set("number channel line phase group article chapter unit stage level day")

_MONTH_NAMES: dict[Calendar, tuple[str, ...]] = {
    # one string a month, all its names in it; the lunar months in two words are in LUNAR_PAIRS
    "gregorian": (
        "january jan", "february feb", "March mar", "april apr", "May", "june jun", "july jul", "august aug",
        "september sept sep", "october oct", "november nov", "december dec",
    ),
    "solar": (
        "farvardin hamal", "ordibehesht sawr", "khordad jawza", "tir saratan", "mordad asad",
        "shahrivar sonbola sunbula", "mehr mizan", "aban aqrab", "azar qaws", "dey dei jadi",
        "bahman dalw", "esfand hut",
    ),
    "lunar": (
        "muharram moharram", "safar", "", "", "", "", "rajab", "shaban shaaban", "ramadan ramazan",
        "shawwal shavval", "", "",
    ),
}  # fmt: skip
MONTHS: dict[str, tuple[Calendar, int]] = {
    word: (calendar, number)
    for calendar, months in _MONTH_NAMES.items()
    for number, names in enumerate(months, 1)
    for word in names.split()
}
LUNAR_PAIRS = {
    ("rabi", "awwal"): 3, ("rabi", "thani"): 4, ("jumada", "awwal"): 5, ("jumada", "ula"): 5,
    ("jumada", "thani"): 6, ("dhu", "qadah"): 11, ("dhu", "hijjah"): 12,
}  # fmt: skip
# Names and other words too: a month only beside a day, a year or "month of".
COMMON_WORDS = word_set(
    "mar jun dec jan sep May March tir mehr aban azar dey dei bahman hamal sawr jawza saratan asad mizan "
    "aqrab qaws jadi dalw hut sonbola sunbula safar rajab"
)
BEFORE_MONTH = word_set("in since until till by last next this of during from through to and")
CASED = frozenset({"May", "March"})  # in lower case they are verbs

WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mondays": 0, "tuesdays": 1, "wednesdays": 2, "thursdays": 3, "fridays": 4, "saturdays": 5,
    "sundays": 6,
}  # fmt: skip
PARTS: dict[str, Part | None] = {
    "early": "early", "mid": "mid", "middle": "mid", "late": "late", "end": None, "beginning": None,
    "start": None,
}  # fmt: skip
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
HALF = Fraction(1, 2)
# "The bottom half of the table" is a place, not a share.
HALVES = word_set("bottom top upper lower other northern southern eastern western better latter final")
