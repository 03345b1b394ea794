"""Source "sql": the rows of a query to any database that SQLAlchemy has a dialect for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from translate.errors import UserError
from translate.sources.base import Fetched, SourceFailed
from translate.sources.options import Address, Naming, Site
from translate.sources.rows import Columns, Row, RowReader

_AT_ONCE = 256  # rows asked of the server together


@dataclass(frozen=True, slots=True)
class SqlOptions:
    """`url` is SQLAlchemy's, with the password in it: better `url_env`, the variable that holds it."""

    naming: Naming
    url: Address
    query: str
    columns: Columns = field(default_factory=Columns)


class Sql:
    """A row an article, streamed. Nothing is ever committed; give it an account that may only read."""

    Options: ClassVar[type[SqlOptions]] = SqlOptions

    def __init__(self, chosen: SqlOptions, _site: Site) -> None:
        self.name = chosen.naming.name
        self.shown = chosen.url.shown
        self._chosen = chosen
        self._reader = RowReader(chosen.naming, chosen.columns)

    def articles(self) -> Iterator[Fetched]:
        """See `Source.articles`: rows in the order of the query, which should name one."""
        return self._reader.articles(self._rows())

    def _rows(self) -> Iterator[Row]:
        try:
            from sqlalchemy.exc import SQLAlchemyError
        except ImportError as error:
            raise UserError("sources of kind sql need SQLAlchemy; pip install 'tarjoman[sql]'") from error
        try:
            yield from self._rows_of()
        except (SQLAlchemyError, ImportError, OSError) as error:  # ImportError: no driver for the database
            # The cause is not handed on: its traceback may show the address with the password.
            reason = self._chosen.url.scrubbed(error).strip().splitlines()[0]
            raise SourceFailed(self.name, f"{self.shown}: {reason}") from None

    def _rows_of(self) -> Iterator[Row]:
        from sqlalchemy import create_engine, text

        engine = create_engine(self._chosen.url.value, hide_parameters=True)
        try:
            with engine.connect() as connection:
                options: dict[str, Any] = {"yield_per": _AT_ONCE}
                result = connection.execute(text(self._chosen.query), execution_options=options)
                if not result.returns_rows:
                    raise SourceFailed(self.name, "the query gives no rows; it must be a SELECT")
                self._reader.check(list(result.keys()))
                for number, row in enumerate(result.mappings(), start=1):
                    yield Row(f"{self.shown} row {number}", dict(row))
        finally:
            engine.dispose()
