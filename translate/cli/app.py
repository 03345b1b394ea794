"""The command `tarjoman`: its groups, and the one place where errors become exit codes."""

import os
import sys
from typing import Annotated

import click
import typer

from translate import __version__
from translate.cli import doctor, memory, models, run, score, text
from translate.cli.eval import eval_app
from translate.errors import EXIT_INTERRUPTED, EXIT_IO, EXIT_PARTIAL, EXIT_USAGE, UserError

app = typer.Typer(
    name="tarjoman",
    help="Persian news into English, in batches, without losing a sentence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run_command)
app.command("segment")(text.segment_command)
app.command("normalise")(text.normalise_command)
app.command("score")(score.score_command)
app.add_typer(eval_app, name="eval")
app.add_typer(models.models_app, name="models")
app.add_typer(memory.memory_app, name="memory")
app.command("doctor")(doctor.doctor_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tarjoman {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and leave."
        ),
    ] = False,
) -> None:
    """Persian news into English, in batches, without losing a sentence."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(_exit_code())


def _exit_code() -> int:
    try:
        result = app(standalone_mode=False)
    except UserError as error:
        return _said(str(error), error.exit_code)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.exceptions.Abort):
        return _said("stopped; what is done is kept, run the same command again to go on", EXIT_INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output left; keep Python from complaining when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PARTIAL
    except OSError as error:
        return _said(f"{error.filename or 'input or output'}: {error.strerror or error}", EXIT_IO)
    return result if isinstance(result, int) else EXIT_USAGE if result else 0


def _said(message: str, code: int) -> int:
    print(f"tarjoman: {message}", file=sys.stderr)  # noqa: T201
    return code
