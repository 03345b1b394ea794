"""Web and mail addresses, handles and hashtags in the English that the source does not have."""

import re
from collections.abc import Iterator

from translate.records import Flag

_ADDRESS = re.compile(
    # Bounded, so that a long run of such characters costs no more than its length.
    r"(?:https?://|www\.)[^\s<>\"')\]]{3,}|[\w.+-]{1,64}@[a-zA-Z0-9-]{1,64}(?:\.[a-zA-Z0-9-]{1,64})+"
    r"|(?<![\w.])@[A-Za-z]\w{1,64}|(?<!\w)#[A-Za-z]\w{2,64}"
    r"|(?<![\w@.-])[a-zA-Z0-9-]{2,64}\.(?:com|org|net|ir)\b"
)
_HINTS = ("@", "#", "://", "www.", ".com", ".org", ".net", ".ir")
_SIGNS = re.compile(r"[\W_]+")
# A Persian text may name an address in words: «دات کام», «ایمیل», «هشتگ».
_SPELLED = re.compile("دات|نقطه|ایمیل|هشتگ|هشتک|وب|سایت|پایگاه|نشانی|آدرس|توییتر|تلگرام|اینستاگرام|کانال|#|@")


class Invented:
    """A flag for every address of the target that the source neither has nor speaks of."""

    name = "invented"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """One flag an address, in the order of the target."""
        if not any(hint in target for hint in _HINTS):
            return
        squeezed = _SIGNS.sub("", source.lower())
        for match in _ADDRESS.finditer(target):
            address = match[0].rstrip(".,;:!?")
            known = _SIGNS.sub("", address.lower().removeprefix("https").removeprefix("http")) in squeezed
            if not known and not _SPELLED.search(source):
                yield Flag(self.name, f"{address!r} is not in the source")
