"""Is this Persian word a finite verb? Stems with their endings, made for telling clauses from phrases.

Persian puts its verb last: a stretch without one is hardly a sentence. Only common verbs are listed; what
is not listed is still known by «می» or by a joined auxiliary.
"""

from functools import cache

from translate.text.characters import ZWNJ
from translate.text.words import fold, word_set

# past stem / present stem
_STEMS = """
کرد/کن شد/شو بود/باش داشت/دار گفت/گو داد/ده رفت/رو آمد/آ گرفت/گیر زد/زن خورد/خور دید/بین توانست/توان
خواست/خواه گذاشت/گذار ماند/مان نشست/نشین ایستاد/ایست افتاد/افت برد/بر آورد/آور گشت/گرد یافت/یاب
ساخت/ساز شناخت/شناس نوشت/نویس خواند/خوان پرسید/پرس افزود/افزا رسید/رس فهمید/فهم شنید/شنو کشید/کش
کشت/کش دانست/دان فروخت/فروش خرید/خر ریخت/ریز پرداخت/پرداز انداخت/انداز باخت/باز برگشت/برگرد
بازگشت/بازگرد درگذشت/درگذر گذشت/گذر پذیرفت/پذیر پیوست/پیوند شکست/شکن بست/بند زیست/زی چید/چین دوید/دو
پرید/پر ترسید/ترس خندید/خند گریست/گری خوابید/خواب جنگید/جنگ کوشید/کوش لرزاند/لرزان رساند/رسان
نشاند/نشان ترساند/ترسان پوشاند/پوشان فرستاد/فرست فرمود/فرما سپرد/سپار شمرد/شمار آموخت/آموز سوخت/سوز
دوخت/دوز آمیخت/آمیز گریخت/گریز برانگیخت/برانگیز انگیخت/انگیز آویخت/آویز گماشت/گمار نگاشت/نگار
انگاشت/انگار پنداشت/پندار برداشت/بردار بازداشت/بازدار واداشت/وادار کاشت/کار نمود/نما گشود/گشا
سرود/سرا ربود/ربا ستود/ستا آزمود/آزما پیمود/پیما طلبید/طلب بخشید/بخش چرخید/چرخ پیچید/پیچ جوشید/جوش
نوشید/نوش پوشید/پوش پسندید/پسند برگزید/برگزین گزید/گزین شتافت/شتاب تافت/تاب بافت/باف شکافت/شکاف
کاست/کاه خاست/خیز برخاست/برخیز آراست/آرا پیراست/پیرا بایست/باید ورزید/ورز وزید/وز لرزید/لرز
ارزید/ارز نگریست/نگر گنجید/گنج سنجید/سنج رنجید/رنج کوبید/کوب تپید/تپ راند/ران چشید/چش مکید/مک
تراشید/تراش خراشید/خراش پاشید/پاش درخشید/درخش بلعید/بلع دزدید/دزد گردید/گرد غلتید/غلت نامید/نام
خرامید/خرام تنید/تن چسبید/چسب جنبید/جنب جهید/جه فرارسید/فرارس انجامید/انجام روید/روی
"""
_ENDINGS_PAST = ("", "م", "ی", "یم", "ید", "ند")
_ENDINGS_PRESENT = ("م", "ی", "د", "یم", "ید", "ند")
# Stems that end in a vowel take a glide: گو -> گوید, آ -> آید.
_VOWELS = ("ا", "آ", "و")
# Present forms without «می» or «ب» that are also nouns or particles.
_NOT_BARE = word_set("بند برد برم بری دانی کشی پوشی ارزی رنجی نامی بازی سازی کاری بانی")
_COPULAS = word_set(
    "است نیست هست هستند نیستند هستم نیستم هستیم نیستیم هستید نیستید اند باید نباید بایست میبایست نمیبایست"
)
_WILL = tuple(sign + "خواه" + end for sign in ("", "ن") for end in _ENDINGS_PRESENT)
_AUXILIARIES = tuple(ZWNJ + end for end in ("است", "اند", "ام", "ایم", "اید", "ای"))
_PREFIXES = ("می" + ZWNJ, "نمی" + ZWNJ)
_REPORTING_PASTS = ("گفت", "افزود", "پرسید", "فرمود", "نوشت", "خواند", "خواست")
_REPORTING_PRESENTS = ("گو", "افزا", "پرس", "فرما", "نویس")


def _present(stem: str) -> list[str]:
    glide = "ی" if stem.endswith(_VOWELS) and stem not in ("شو", "رو", "شنو", "دو") else ""
    return [stem + glide + ending for ending in _ENDINGS_PRESENT]


def _forms(past: str, present: str) -> set[str]:
    """Every listed form of one verb; «می» is accepted joined, with a half-space, or as a word before."""
    pasts = [past + ending for ending in _ENDINGS_PAST]
    presents = _present(present)
    forms = {sign + form for sign in ("", "ن", "می", "نمی") for form in pasts}
    forms |= {sign + form for sign in ("ب", "ن", "می", "نمی") for form in presents}
    forms |= {"نی" + form[1:] if form.startswith("آ") else form for form in pasts}
    forms |= {"نیا" + form[1:] for form in pasts + presents if form.startswith("آ")}
    forms |= {"بیا" + form[1:] for form in presents if form.startswith("آ")}
    return forms | {form for form in presents if len(form) > 2 and form not in _NOT_BARE}


@cache
def _all_forms() -> frozenset[str]:
    forms = set(_COPULAS) | set(_WILL)
    for entry in _STEMS.split():
        past, present = entry.split("/")
        forms |= _forms(past, present)
    return frozenset(forms)


@cache
def _reporting_forms() -> frozenset[str]:
    forms = {stem + ending for stem in _REPORTING_PASTS for ending in _ENDINGS_PAST}
    for stem in _REPORTING_PRESENTS:
        forms |= {"می" + form for form in _present(stem)}
    return frozenset(forms)


def is_finite(word: str) -> bool:
    """Whether `word` looks like a finite verb (high recall on news; nouns of the same form pass too)."""
    return fold(word) in _all_forms() or word.startswith(_PREFIXES) or word.endswith(_AUXILIARIES)


def is_reporting(word: str) -> bool:
    """Whether `word` is a finite form of to say, add, ask, write."""
    return fold(word) in _reporting_forms()
