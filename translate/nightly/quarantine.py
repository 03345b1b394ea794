"""The list of what is set aside."""

import json

from translate.formats.atomic import replace_file
from translate.nightly.places import Places
from translate.store.nights import Article, Nights


def list_quarantine(places: Places, nights: Nights) -> int:
    """Write OUT/quarantine.jsonl, a row an article, unless it says so already; how many there are."""
    aside = nights.quarantined()
    text = "".join(json.dumps(_row(article), ensure_ascii=False) + "\n" for article in aside)
    path = places.quarantine
    if (path.read_text("utf-8") if path.exists() else "") != text:
        with replace_file(path) as stream:
            stream.write(text)
    return len(aside)


def _row(article: Article) -> dict[str, object]:
    return {
        "source": article.source,
        "id": article.id,
        "reason": article.reason,
        "tries": article.tries,
        "last_night": article.night,
        "published_night": article.published,
    }
