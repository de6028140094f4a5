"""The built files of the web apps, held in memory: a few hundred kilobytes that every first visit asks for.

`make web` makes them from `web/`; they are part of the repository, so that nobody needs Node to run Serein.
"""

import gzip
import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "web"
APPS = ("app", "portal")
PAGE = "index.html"
COMPRESSED = {"text/html", "text/css", "text/javascript", "application/json", "application/manifest+json"}
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}


@dataclass(frozen=True)
class WebFile:
    """One file as it is sent; `small` is it compressed by gzip, None where that gains nothing."""

    content: bytes
    small: bytes | None
    media_type: str
    tag: str

    @classmethod
    def of(cls, path: Path) -> "WebFile":
        """The file of the built app at this path."""
        content = path.read_bytes()
        media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        small = gzip.compress(content, 9, mtime=0) if media_type in COMPRESSED else None
        return cls(content, small, media_type, f'"{sha256(content).hexdigest()[:32]}"')


class WebApps:
    """All files of all apps by their address, such as `app/main.js`."""

    def __init__(self, folder: Path | None = FOLDER) -> None:
        """`None`: this gateway shows no pages."""
        paths = [path for app in APPS for path in sorted((folder / app).rglob("*")) if path.is_file()] if folder else []
        self._files = {path.relative_to(folder).as_posix(): WebFile.of(path) for path in paths if folder}

    def find(self, app: str, path: str) -> WebFile | None:
        """The file at an address; an address without a dot is a screen of the app, whose page is the same for all."""
        if "." not in path.rpartition("/")[2]:
            path = PAGE
        return self._files.get(f"{app}/{path}")
