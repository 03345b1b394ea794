"""Words that tell whether a sentence goes on after a stop or another begins. All folded."""

from translate.text.words import word_set

# An ellipsis before these does not end the sentence, nor does a line break at a fixed width.
CONTINUES = word_set("و که یا تا را هم نیز بلکه ولی اما زیرا چون چراکه ولیکن لیکن مگر وگرنه")
# After a closed quotation «اما» and «ولی» start afresh; these do not.
CONTINUES_QUOTATION = word_set("و که یا را هم نیز است نیست بود نبود شد بوده عنوان درباره بعنوان می خطاب")

# Words that begin a sentence and hardly stand anywhere else.
STARTERS = word_set("وی او سپس همچنین بنابراین البته ایشان سرانجام متعاقبا گفتنی شایان لازم")
# Subjects and adverbs that begin a sentence after a quotation.
SUBJECTS = STARTERS | word_set("من ما تو شما آنها این آن اما ولی پس هیچ هیچکس کسی همه بعد آنگاه ناگهان")

VOCATIVE_HEADS = word_set(
    "آقای آقایان آقا خانم خانمها بانوی جناب جنابعالی حضرت ای ملت مردم هموطنان هموطن دوستان دوست برادران",
    "برادر خواهران خواهر رفقا رفیق عزیزان عزیز عزیزم سروران همکاران حضار استاد دکتر سردار دلاوران جوانان",
    "شهروندان هممیهنان هممیهن فرزندم پسرم دخترم مادر پدر خدایا پروردگارا بارالها الهی یا کارگران",
    "دانشجویان معلمان رزمندگان سربازان مسئولان نمایندگان وزیر رئیس بینندگان شنوندگان خوانندگان",
)
# «ای وای!» calls nobody.
CRIES = word_set("وای داد کاش بابا امان افسوس")
VOCATIVE_TAILS = word_set("عزیز گرامی محترم گرانقدر ارجمند بزرگوار")

# «این که آیا می‌آید یا نه؟ هنوز معلوم نیست»: what is said about a question that is a clause.
ABOUT_A_QUESTION = word_set(
    "هنوز معلوم مشخص روشن نامعلوم نامشخص دشوار سخت آسان مبهم بیپاسخ موضوعی مسئلهای موضوع پرسشی سؤالی سوالی",
    "بستگی به در را چندان دیگر همچنان برای برایم",
)
QUESTION_NOUNS = word_set("پرسش سؤال سوال")

# «...!» سرباز فریاد زد: with a light verb these ascribe a quotation.
SAYING_NOUNS = word_set("فریاد داد پاسخ جواب زمزمه سؤال سوال صدا نجوا التماس اعتراض تأکید اظهار")

# Names that are written with an exclamation mark, as Persian spells them.
BRANDS_WITH_A_MARK = word_set("یاهو")

# A clause is not over after these.
LEADS_ON = word_set(
    "از به در با بر برای تا که و یا این آن هر یک را می نمی بین میان طی روی نیز اما ولی چه همین همان"
)

# Units and scale words: «10. 7 درصد» is a decimal that was torn at its point.
QUANTITIES = word_set("درصد میلیون میلیارد هزار تریلیون کیلومتر متر واحد مگاوات ریشتر تن")
