"""The morning report: one page, with everything in it."""

from html import escape

from translate.nightly.records import Night


def page(night: Night) -> str:
    """The report as HTML."""
    return escape(night.name)
