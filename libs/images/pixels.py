"""The pixels of a page as a PDF can hold them: black and white, grey or colour, on white paper."""

from PIL import Image

LONG_SIDE = 842.0
"""Points of an A4 page's long side: a photo's own resolution says nothing about the paper."""


def flat(image: Image.Image) -> Image.Image:
    """The image in mode `1`, `L` or `RGB`; what is transparent lies on white paper."""
    if image.mode in ("1", "L", "RGB") and "transparency" not in image.info:
        return image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("RGB")
    if "16" in image.mode:
        return image.convert("I").point(lambda level: level / 256).convert("L")
    return image.convert("L" if image.mode in ("I", "F") else "RGB")
