"""Finds the type of a file by its first bytes. Names, endings and declared media types are not used.

One table for every service: the upload route of `ingest` accepts what `ocr_extract` can open, and nothing else.
Imports no other package of this repository, so that a confined worker can load it.
"""

from libs.files.file_type import HEAD_BYTES, FileType, accepted_words
from libs.files.sniffing import name_of, sniff

__all__ = ["HEAD_BYTES", "FileType", "accepted_words", "name_of", "sniff"]
