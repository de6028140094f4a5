"""The process of the service itself does nothing with images."""

import subprocess
import sys
from pathlib import Path

FOREIGN = ("cv2", "pymupdf", "PIL", "onnxruntime", "zxingcpp", "pillow_heif")
ROOT = Path(__file__).parents[2]


def test_the_process_with_the_event_loop_cannot_even_open_an_image() -> None:
    program = f"import sys, services.ocr_extract.app; print([name for name in {FOREIGN} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
