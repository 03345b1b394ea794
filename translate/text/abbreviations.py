"""Words whose stop does not end a sentence, and words that tell how a sentence goes on.

Every word here is folded (`fold`): Arabic letters as Persian ones, no diacritics, no tatweel, no bidi marks.
"""

import re

from translate.text.characters import BIDI_MARKS, BOM, SOFT_HYPHEN, TATWEEL, ZWJ, ZWNJ

_DIACRITICS = "".join(map(chr, range(0x064B, 0x0660))) + "\u0670"
_FOLD = str.maketrans("يىكأإة", "ییکااه", TATWEEL + _DIACRITICS + BIDI_MARKS + BOM + SOFT_HYPHEN + ZWJ)


def fold(word: str) -> str:
    """`word` for look-up: one spelling for each letter, marks dropped, no half-space at the edges."""
    return word.translate(_FOLD).strip(ZWNJ)


# Two letters and more; a single letter with a stop is an abbreviation by its form.
ABBREVIATIONS = frozenset(
    "رک نک نگ صص قس همو مثلا بنگ شم تل تلف غیره پرف مص نیز‌نک".replace("مثلا ", "").split()
)

LATIN_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st inc ltd co corp bros llc vs etc no nos fig figs vol pp ed eds al jr sr gen sen rep gov "
    "lt col capt sgt cmdr adm maj hon rev mt ft dept univ assn approx est cf viz ca ph jan feb mar apr jun jul "
    "aug sep sept oct nov dec".split()
)

# Latin letters as Persian spells them: «جی. کی. رولینگ».
LETTER_NAMES = frozenset("بی اف جی اچ ایچ ال اس پی کیو آر یو تی دبلیو دابلیو ایکس وای زد جِی".split())
# These are also everyday words (he, thirty, the month of Dey ...), so they need a letter beside them.
DOUBTFUL_LETTER_NAMES = frozenset("ای سی دی آی کی ام ان او وی جو".split())

# «گروه ب.», «ویتامین C.»: a letter after these is a name of its own, and the stop is a stop.
LETTERED = frozenset(
    "گروه ویتامین بند پیوست گزینه هپاتیت بلوک ردیف جدول تیپ نوع بخش فاز رده کلاس سطح حرف ضمیمه شاخه نمودار "
    "قسمت فصل واحد سری لیگ درجه طبقه نقطه مورد آنفلوانزای هپاتیتِ".split()
)

# A stop, an ellipsis or a quotation before these does not end the sentence.
CONTINUES = frozenset("و که یا تا را هم نیز بلکه ولی اما زیرا چون چرا‌که ولیکن لیکن مگر وگرنه".split())
# After a closed quotation «اما» and «ولی» start afresh; these do not.
CONTINUES_QUOTATION = frozenset(
    "و که یا را هم نیز است نیست بود نبود شد نام بوده عنوان در‌باره به‌عنوان می خطاب".split()
)

# Words that begin a sentence and hardly stand anywhere else.
STARTERS = frozenset("وی او سپس همچنین بنابراین البته ایشان سرانجام متعاقبا گفتنی شایان لازم".split())
# Subjects and adverbs that begin a sentence after a quotation.
SUBJECTS = STARTERS | frozenset(
    "من ما تو شما آنها آن‌ها این آن اما ولی پس هیچ هیچ‌کس کسی همه بعد آنگاه ناگهان".split()
)

VOCATIVE_HEADS = frozenset(
    "آقای آقایان آقا خانم خانم‌ها خانمها بانوی جناب جنابعالی حضرت ای ملت مردم هموطنان هم‌وطنان هموطن هم‌وطن "
    "دوستان دوست برادران برادر خواهران خواهر رفقا رفیق عزیزان عزیز عزیزم سروران همکاران حضار استاد دکتر سردار "
    "دلاوران جوانان شهروندان هم‌میهنان هم‌میهن فرزندم پسرم دخترم مادر پدر خدایا پروردگارا بارالها الهی یا "
    "کارگران دانشجویان معلمان رزمندگان سربازان مسئولان نمایندگان وزیر رئیس بینندگان شنوندگان خوانندگان".split()
)
VOCATIVE_TAILS = frozenset("عزیز گرامی محترم گرانقدر گران‌قدر ارجمند بزرگوار".split())

# «این که آیا می‌آید یا نه؟ هنوز معلوم نیست»: what is said about a question that is a clause.
ABOUT_A_QUESTION = frozenset(
    "هنوز معلوم مشخص روشن نامعلوم نامشخص دشوار سخت آسان مبهم بی‌پاسخ موضوعی مسئله‌ای موضوع پرسشی سؤالی سوالی "
    "بستگی به در را چندان دیگر همچنان برای برایم".split()
)

BRANDS_WITH_A_MARK = frozenset(["یاهو"])

_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")


def is_dotted(word: str) -> bool:
    """Single letters with stops between them: «ق.م», «ن.ا.ج.ا», U.S (the last stop is not part of `word`)."""
    return _DOTTED.match(word) is not None
