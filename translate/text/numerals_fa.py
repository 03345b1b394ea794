"""The Persian words that numbers are made of, in folded letters, and what they are worth."""

from fractions import Fraction
from itertools import product

from translate.text.words import word_set

UNITS = {
    "یک": 1, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5, "شش": 6, "شیش": 6, "هفت": 7, "هشت": 8, "نه": 9,
}  # fmt: skip
TEENS = {
    "ده": 10, "یازده": 11, "دوازده": 12, "سیزده": 13, "چهارده": 14, "پانزده": 15, "شانزده": 16,
    "هفده": 17, "هیفده": 17, "هجده": 18, "هژده": 18, "هیجده": 18, "نوزده": 19, "نزده": 19,
}  # fmt: skip
TENS = {
    "بیست": 20, "سی": 30, "چهل": 40, "پنجاه": 50, "شصت": 60, "هفتاد": 70, "هشتاد": 80, "نود": 90,
}  # fmt: skip
HUNDREDS = {
    "صد": 100, "یکصد": 100, "دویست": 200, "دوصد": 200, "سیصد": 300, "سهصد": 300, "چهارصد": 400,
    "پانصد": 500, "پنجصد": 500, "ششصد": 600, "هفتصد": 700, "هشتصد": 800, "نهصد": 900,
}  # fmt: skip
SCALES = {
    "هزار": 10**3, "میلیون": 10**6, "ملیون": 10**6, "میلیارد": 10**9, "ملیارد": 10**9, "بیلیون": 10**12,
    "تریلیون": 10**12, "تریلیارد": 10**21, "هزاری": 10**3, "میلیونی": 10**6, "میلیاردی": 10**9,
}  # fmt: skip
ZERO = {"صفر": 0}

CARDINALS: dict[str, tuple[int, int]] = {
    # word -> (value, place): a following word joined by «و» must be worth less than the place
    **{word: (value, 1) for word, value in (ZERO | UNITS | TEENS).items()},
    **{word: (value, 10) for word, value in TENS.items()},
    **{word: (value, 100) for word, value in HUNDREDS.items()},
}

_IRREGULAR_ORDINALS = {"سوم": 3, "سیوم": 3, "سیام": 30, "اول": 1, "نخست": 1, "نخستین": 1, "اولین": 1}


def _ordinals(ending: str) -> dict[str, int]:
    regular = {
        word + ending: value for word, (value, _) in CARDINALS.items() if value and word not in ("سه", "سی")
    }
    scales = {word + ending: value for word, value in SCALES.items() if not word.endswith("ی")}
    return regular | scales


ORDINALS: dict[str, int] = (
    _ordinals("م")
    | _ordinals("مین")
    | _ordinals("می")
    | {"سومی": 3}
    | _IRREGULAR_ORDINALS
    | {"سومین": 3, "سیامین": 30}
)
ORDINAL_ENDINGS = frozenset({"م", "ام", "مین", "امین", "یم", "یمین"})
DENOMINATORS: dict[str, int] = {
    **{w: v for w, v in (_ordinals("م") | {"سوم": 3}).items() if v >= 2},
    "ثلث": 3, "ربع": 4,
}  # fmt: skip
HALF_WORDS = {"نیم": Fraction(1, 2), "ربع": Fraction(1, 4)}
SHARES = {"نصف": Fraction(1, 2), "نیمی": Fraction(1, 2), "ثلث": Fraction(1, 3), "یکسوم": Fraction(1, 3)}

PERCENT = frozenset({"درصد", "درصدی", "درصدش", "درصدشان", "درصدمان", "%", "فیصد", "فیصدی"})
CURRENCIES: dict[str, str] = {
    "ریال": "IRR", "تومان": "IRT", "تومن": "IRT", "دلار": "USD", "دالر": "USD", "یورو": "EUR",
    "پوند": "GBP", "ین": "JPY", "یوان": "CNY", "روبل": "RUB", "افغانی": "AFN", "درهم": "dirham",
    "لیره": "lira", "لیر": "lira", "روپیه": "rupee", "کلدار": "rupee", "دینار": "dinar", "فرانک": "franc",
    "کرون": "krona", "وون": "won", "پزو": "peso", "پزوس": "peso", "$": "USD", "€": "EUR", "£": "GBP",
    "¥": "JPY", "سنت": "USD", "﷼": "IRR",
}  # fmt: skip
CURRENCIES |= {
    word + ending: unit for word, unit in CURRENCIES.items() for ending in ("ی", "یی", "ئی") if word.isalpha()
}
CENTS = frozenset({"سنت", "سنتی"})
DOLLARS_OF = {"کانادا": "CAD", "استرالیا": "AUD", "هنگکنگ": "HKD", "نیوزیلند": "NZD"}
TRILLION_TOMANS = "همت"  # «هزار میلیارد تومان», one word of officials

_BASE_MEASURES = (
    "نفر تن کشته زخمی مجروح مصدوم سال ماه روز هفته ساعت دقیقه ثانیه شب قرن دهه کیلومتر متر سانتیمتر "
    "میلیمتر سانتی سانت میلی کیلو کیلوگرم گرم میلیگرم مثقال لیتر هکتار درجه مگاوات گیگاوات کیلووات ولت "
    "اونس بشکه فوت اینچ مایل پا ریشتر واحد عدد دستگاه فقره مورد رأس راس نسخه جلد صفحه طبقه اتاق گل امتیاز "
    "مدال کرسی رأی رای مرتبه برابر نوبت مرحله قطعه قبضه فروند دست تخته باب خانوار شهید اسیر گروگان زندانی "
    "متهم عضو کشور استان شهر روستا ست بار دوز کیسه"
)
MEASURES = word_set(_BASE_MEASURES)
MEASURE_ENDINGS = (
    word_set(
        "ساله سالهای روزه ماهه نفره نفری هفتهای هفته ساعته دقیقهای ثانیهای متری کیلومتری تنی کیلویی کیلوگرمی "
        "گرمی لیتری هکتاری درجهای مگاواتی صفحهای طبقه مرحلهای بشکهای واحدی شبه دورهای رقمی ستاره سالگی ساعتی "
        "روزی ماهی میلیمتری سانتیمتری تا تایی ماده حرفی حرف بار باره بعدی اینچی خوابه قسمتی امتیازی قطعهای "
        "درصدی نوبته عضوی بندی مادهای هزارنفری"
    )
    | MEASURES
    | CURRENCIES.keys()
    | PERCENT
)
# What stands after a count, and so never after a year.
COUNTED = MEASURES | PERCENT | SCALES.keys()
# After «یک» these make it a count; after other nouns it is the article ("a source", "an explosion").
ONE_COUNTS = word_set(
    "نفر تن کشته زخمی مجروح مصدوم سال ماه هفته ساعت دقیقه ثانیه قرن دهه کیلومتر متر سانتیمتر میلیمتر کیلو "
    "کیلوگرم گرم لیتر هکتار درجه مگاوات واحد گل امتیاز بشکه ساله ماهه هفتهای ساعته روزه نفره"
)

_JOINABLE = {w for w in CARDINALS if w not in ("نه", "ده", "سی", "یکصد")}
_BIG = ("هزار", "میلیون", "میلیارد")
_NUMBER_WORDS = set(CARDINALS) | {"هزار", "نیم"}


def _glued() -> dict[str, tuple[str, ...]]:
    """Words whose blanks and half-spaces were lost: «سیوپنج», «پنجهزار», «دوسوم», «سهساله», «وپنج»."""
    tens = {**TENS, **HUNDREDS}
    after = list(UNITS | TEENS | TENS) + [w for w, v in ORDINALS.items() if v < 100]
    words: dict[str, tuple[str, ...]] = {f"{a}و{b}": (a, "و", b) for a, b in product(tens, after)}
    words |= {a + b: (a, b) for a, b in product(_JOINABLE, _BIG)}
    words |= {a + b + c: (a, b, c) for a, b, c in product(UNITS | TEENS | TENS, _BIG, _GLUED_MEASURES)}
    words |= {a + b: (a, b) for a, b in product(UNITS, DENOMINATORS) if a != "نه" and DENOMINATORS[b] <= 10}
    words |= {a + b: (a, b) for a, b in product([*_JOINABLE, "نه", "ده", "سی", *_BIG], _GLUED_MEASURES)}
    words |= {
        "و" + b: ("و", b)
        for b in _NUMBER_WORDS | {w for w, v in ORDINALS.items() if v < 1000 and w[0] not in "ان"}
    }
    words |= {f"و{a}{b}": ("و", a, b) for a, b in product(UNITS, _GLUED_MEASURES)}
    words |= {f"{a}و{b}{c}": (a, "و", b, c) for a, b, c in product(TENS, UNITS, _GLUED_MEASURES)}
    words |= {f"{a}ونیم": (a, "و", "نیم") for a in UNITS | TEENS | TENS}
    words |= {"صددرصد": ("صد", "درصد"), "یکونیم": ("یک", "و", "نیم")}
    for word in (*CARDINALS, *ORDINALS):
        words.pop(word, None)
    return words


_GLUED_MEASURES = word_set(
    "ساله سال روزه روز ماهه ماه نفره نفر درصد درصدی ساعته هفته متری کیلومتر کیلومتری تومان تومانی دلار"
    "دلاری برابر دقیقه بار تنی تایی بعدی کیلویی نفری صفحه ماده حرفی طبقه"
)
GLUED = _glued()
