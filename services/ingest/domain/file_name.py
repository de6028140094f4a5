"""The names of documents that were cut out of a photo."""

from pathlib import PurePosixPath

from libs.files import FileType


def part_name(photo: str, number: int, count: int) -> str:
    """The name of a part that was cut out of a photo: `photo 2-3.jpg`."""
    return f"{PurePosixPath(photo).stem} {number}-{count}{FileType.JPEG.extension}"
