"""What can deny in Persian and English. The lists are wide: they can only excuse, never accuse."""

from translate.text.characters import ZWNJ

# Beginnings of Persian words that may be why the English denies. Nearly all words with «ن» pass.
DENYING_FA = (
    r"ن[^\W\d_]", "(?:بر|در|باز|فرا|فرو|وا|ور)ن", "هیچ", "بدون", "بی", "عدم", "غیر", "لا", "فاقد",
    "مگر", "جز", "ضد", "لغو", "منع", "ممنوع", "رد", "کم", "بعید", "محال", "هرگز", "تنها", "فقط", "دیگر",
    "خالی", "دریغ", "منتفی", "خوددار", "امتناع", "مخالف", "عاری", "دور", "سلب", "محروم", "پرهیز",
    "اجتناب", "انکار", "تکذیب", "صفر", "از دست", f"به[ {ZWNJ}]?جای", "آیا", "مبادا", "گم", "قطع", "حذف",
    "باز", "اما", "ولی", "بلکه", "در حالی", "فراتر", "پیش", "قبل", "تا", "مانع", "تعطیل",
)  # fmt: skip

DENYING_EN = (
    "no", "none", "nobody", "nothing", "nothingness", "nowhere", "neither", "nor", "without", "hardly",
    "barely", "scarcely", "rarely", "seldom", "few", "little", "unless", "until", "lest", "nil",
    "minus", "except", "despite", "instead", "rather", "only", "too", "against", "contrary", "short",
    "far", "apart", "beyond", "slack", "idle", "less", "least", "otherwise", "zero", "dogged", "unable",
    "mixed", "shut", "want of", "ban", "bans", "banned", "off-limits", "yet to", "out of", "out for",
    "off the", "anything but", "in vain",
)  # fmt: skip
DENYING_STEMS = (
    "avoid", "fail", "deni", "deny", "refus", "reject", "lack", "missing", "missed", "absen", "prevent",
    "prohibit", "barred", "block", "forbid", "forbad", "exclu", "ignor", "neglect", "lose", "losing",
    "lost", "loss", "ruled out", "rule out", "refrain", "cease", "depriv", "shortage", "doubt", "oppos",
    "violat", "breach", "flout", "reluct", "resist", "elud", "cancel", "dismiss", "withh", "abandon",
    "spar(?:e|ing)", "overlook", "forget", "forgot", "defy", "defie", "declin", "stop", "halt",
    "end(?:ed|s|ing)\\b", "frowned", "leaves? alone", "non[- ]?[a-z]",
)  # fmt: skip
NEGATIVE_PREFIXES = (
    r"un(?!der|ion|it|ive|iform|ilateral|til|ique|anim|cle\b|cles\b|esco|icef)\w{3}",
    "in(?=abil|access|accur|action|adeq|appro|capa|compat|complet|consis|convenien|correct|curable|decis|defin)",
    "in(?=dependen|different|direct|effect|effic|equal|equit|escap|evit|exact|expl|exper|fertil|finit|flex)",
    "in(?=formal|frequent|hum[ae]|just|numer|offens|oper|secur|sensi|separ|signif|suffic|tact|toler|valid)",
    "in(?=variab|vincib|visib|volunt)",
    "im(?=mun|mov|mort|passa|patien|perf|poss|pot|practi|prob|prop|punit)",
    "il(?=leg|lit|lic|log)",
    "ir(?=reg|resp|relev|repar|repl|revers|ration|recov|resist)",
    "dis(?=advan|agree|allow|appear|appoint|appr|arm|assoc|band|belie|char|clos|cont|count|cred|grac|hon)",
    "dis(?=integr|like|loc|loy|obe|order|own|par|plea|prov|qual|reg|rupt|sat|sent|solv|suad|trust|use)",
    r"mis(?!sile|sion|ter|s\b|tan)\w{3}",
    "anti-",
    "counter",
)
