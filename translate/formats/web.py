"""What files of web pages have in common, whichever part of a page is translated."""

from translate.formats.base import WholeText
from translate.formats.encoding import decode, html_charset


class WebPage(WholeText):
    """An HTML file."""

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")
    has_rows = False

    def decode(self, content: bytes, *, name: str, encoding: str | None) -> str:
        """The page's characters: UTF-8 where it is well formed, else the encoding it declares.

        See `translate.formats.encoding.decode` for `encoding` and for what cannot be read.
        """
        return decode(content, name=name, encoding=encoding or html_charset(content))
