"""Serving the page of one output folder until somebody stops it."""

import getpass
from collections.abc import Callable
from pathlib import Path

from translate.errors import BadUsage
from translate.review.output import OWN_FOLDER, OutputFolder
from translate.review.server.doorplate import Doorplate, take_port
from translate.store.lock import exclusive


def serve(out: Path, *, port: int, store: Path | None, ready: Callable[[Doorplate], None]) -> None:
    """Serve until Ctrl-C. `ready` hears the address as soon as a browser may open it.

    Raises BadUsage where the packages of the page are not installed, Locked where the folder is served
    already or a run is at work in it.
    """
    try:
        import uvicorn

        from translate.review.server.app import application
        from translate.review.server.room import Room
    except ImportError as error:
        raise BadUsage(
            f"the review page needs {error.name}, which is not installed; pip install 'tarjoman[review]'"
        ) from error
    with OutputFolder(out, store=store) as folder:
        own = folder.path / OWN_FOLDER
        with exclusive(own / "review.lock", what=f"the review page of {folder.path}"):
            bound, plate = take_port(own, port)
            app = application(Room(folder, by=_name()), token=plate.token, port=plate.port)
            config = uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                lifespan="off",
                server_header=False,
                proxy_headers=False,
            )
            with bound:
                bound.listen(128)  # a browser may come before the server's loop does
                ready(plate)
                uvicorn.Server(config).run(sockets=[bound])


def _name() -> str:
    """Who edits: the login name, or nothing where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
