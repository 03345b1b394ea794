"""What people changed since an article was published: an edit makes it due as a change of its source does."""

from translate.store.nights import Nights


class Edited:
    """The edits in the store as gathering finds them. `up_to` is the last of them: what this night knows.

    An article is compared with the night that published it, not with the last one: one that was left, set
    aside or held, or whose source could not be read, stays due.
    """

    def __init__(self, nights: Nights) -> None:
        self.up_to = nights.last_edit()
        self._nights = nights
        self._last = nights.edited()
        self._known = nights.edits_known() if self._last else {}

    def of(self, document: str, published: int | None) -> tuple[str, ...]:
        """The sources whose accepted English is another than night `published` knew, which is out."""
        if published is None or document not in self._last:
            return ()
        after = self._known.get(published, 0)
        return self._nights.edited_sources(document, after=after) if self._last[document] > after else ()
