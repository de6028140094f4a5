"""Finds the type of a file by its bytes. Names, endings and declared media types are not used.

One table for every service: the upload route of `ingest` accepts what `ocr_extract` can open, and nothing else.
Imports no other package of this repository, so that a confined worker can load it.
"""

from libs.files.file_type import HEAD_BYTES, FileType, accepted_words
from libs.files.sniffing import name_of, sniff
from libs.files.two_things import has_foreign_parts

__all__ = ["HEAD_BYTES", "FileType", "accepted_words", "has_foreign_parts", "name_of", "sniff"]
