"""Source "glob": the files that match a pattern."""

from functools import partial
from pathlib import Path

from translate.errors import BadUsage
from translate.formats.walk import files_matching, is_pattern, pattern_of
from translate.sources.files import FilesBelow, FilesOptions
from translate.sources.options import Site


class Glob(FilesBelow):
    """A folder of which only some files are wanted. Ids are paths below the pattern's plain beginning."""

    def __init__(self, chosen: FilesOptions, site: Site) -> None:
        if not is_pattern(chosen.path):
            raise BadUsage(f'source {chosen.naming.name}: {chosen.path!r} is no pattern; say kind = "folder"')
        root, parts = pattern_of(str(site.base / Path(chosen.path).expanduser()))
        found = partial(files_matching, parts, root, output=site.exclude)
        super().__init__(chosen, site, root=root, found=found)
