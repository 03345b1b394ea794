"""Words whose stop does not end a sentence: abbreviations, letter names, titles. All folded."""

import re

from translate.text.words import word_set

# Two letters and more; a single letter with a stop is an abbreviation by its form.
ABBREVIATIONS = word_set("رک نک نگ صص قس بنگ شم تل غیره مص")
# A title alone is no sentence: «دکتر. رضایی».
TITLES = word_set("دکتر مهندس پروفسور آقای خانم سید حاج استاد")

LATIN_ABBREVIATIONS = word_set(
    "mr mrs ms dr prof st inc ltd co corp utd bros llc vs etc no nos fig figs vol pp ed eds al jr sr gen sen",
    "rep gov lt col capt sgt cmdr adm maj hon rev mt ft dept univ assn approx est cf viz ca ph",
    "jan feb mar apr jun jul aug sep sept oct nov dec",
)

# Latin letters as Persian spells them: «جی. کی. رولینگ».
LETTER_NAMES = word_set("بی سی دی اف جی اچ ایچ آی کی ال ان اس پی کیو آر یو تی دبلیو دابلیو ایکس وای")
# Everyday words (am, he, strikes ...) that need a letter beside them to be one.
DOUBTFUL_LETTER_NAMES = word_set("ای ام او وی زد")
# After these a letter name is the everyday word: «دهه سی», «اول دی», «تا کی».
BEFORE_A_WORD = word_set(
    "ماه دهه سال ساعت شماره نمره عدد و در از تا به با اول دوم سوم آخر نیمه اوایل اواخر اواسط روز"
)

# The heading of a list item: «الف. ...».
ITEM_LETTERS = word_set("الف")
# No stop after these may be judged without looking around.
NEVER_PLAIN = ABBREVIATIONS | TITLES | LETTER_NAMES | DOUBTFUL_LETTER_NAMES | ITEM_LETTERS

# «گروه ب.», «ویتامین C.»: a letter after these is a name of its own, and the stop is a stop.
LETTERED = word_set(
    "گروه ویتامین بند پیوست گزینه هپاتیت بلوک ردیف جدول تیپ نوع بخش فاز رده کلاس سطح حرف ضمیمه شاخه",
    "نمودار قسمت فصل واحد سری لیگ درجه طبقه نقطه مورد آنفلوانزای",
)

_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")


def is_dotted(word: str) -> bool:
    """Single letters with stops between them: «ق.م», «ن.ا.ج.ا», U.S (without the last stop)."""
    return _DOTTED.match(word) is not None
