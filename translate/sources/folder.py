"""Source "folder": every file below a folder that can be read."""

from functools import partial
from pathlib import Path

from translate.formats.walk import files_below
from translate.sources.files import FilesBelow, FilesOptions
from translate.sources.options import Site


class Folder(FilesBelow):
    """A folder, read folder by folder. Ids are paths below it."""

    def __init__(self, chosen: FilesOptions, site: Site) -> None:
        root = site.base / Path(chosen.path).expanduser()
        super().__init__(chosen, site, root=root, found=partial(files_below, root, output=site.exclude))
