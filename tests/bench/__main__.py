"""`make bench`: every benchmark, or those named."""

import asyncio
import sys

from libs.service_kit.telemetry import set_up_logs
from tests.bench import documents, kafka, kit_loop, memory, ocr, ubl, upload, words
from tests.bench.table import Table

BENCHES = {
    "kit": kit_loop.bench,
    "upload": upload.bench,
    "documents": documents.bench,
    "kafka": kafka.bench,
    "memory": memory.bench,
    "ubl": ubl.bench,
    "words": words.bench,
    "ocr": ocr.bench,
}


def main() -> None:
    """Run the benchmarks and print the table."""
    set_up_logs("ERROR", as_json=False)
    table = Table()
    for name in sys.argv[1:] or BENCHES:
        asyncio.run(BENCHES[name](table))
    table.show()


main()
