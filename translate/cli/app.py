"""The command `tarjoman`: its groups, and the one place where errors become exit codes."""

import sys
import traceback
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from translate.cli import (
    bench,
    check,
    doctor,
    effort,
    export,
    import_,
    memory,
    models,
    nightly,
    queue,
    replay,
    review,
    run,
    score,
    text,
)
from translate.cli.eval import eval_app
from translate.cli.runs import runs_app
from translate.errors import EXIT_BUG, EXIT_IO, EXIT_TRY_LATER, Interrupted, UserError


class _Group(TyperGroup):
    """Commands of which Ctrl-C is a regular end, with an exit code of its own."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            raise Interrupted("stopped; what is done is kept, run the same command again to go on") from stop


app = typer.Typer(
    name="tarjoman",
    cls=_Group,
    help="Persian news into English, in batches, without losing a sentence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run_command)
app.command("segment")(text.segment_command)
app.command("normalise")(text.normalise_command)
app.command("score")(score.score_command)
app.command("check")(check.check_command)
app.add_typer(eval_app, name="eval")
app.add_typer(models.models_app, name="models")
app.add_typer(memory.memory_app, name="memory")
app.command("queue")(queue.queue_command)
app.command("effort")(effort.effort_command)
app.command("review")(review.review_command)
app.command("export")(export.export_command)
app.command("import")(import_.import_command)
app.command("nightly")(nightly.nightly_command)
app.add_typer(runs_app, name="runs")
app.command("replay")(replay.replay_command)
app.command("bench")(bench.bench_command)
app.command("doctor")(doctor.doctor_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        from translate import __version__

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
    try:
        app()
    except UserError as error:
        _leave(str(error), error.exit_code)
    except OSError as error:
        _leave(f"{error.filename or 'input or output'}: {error.strerror or error}", EXIT_IO)
    except MemoryError:
        _leave(
            "out of memory; what is done is kept: run the same command again with fewer --threads, or with a "
            "smaller batch_tokens and window in the configuration",
            EXIT_TRY_LATER,
        )
    except Exception:  # noqa: BLE001 - the last place that could tell
        # Not 1, which would say "done in part" to whatever runs this at night.
        traceback.print_exc()
        _leave("stopped by a fault of its own; what is done is kept. Please report the lines above", EXIT_BUG)


def _leave(message: str, code: int) -> NoReturn:
    print(f"tarjoman: {message}", file=sys.stderr)  # noqa: T201
    sys.exit(code)
