"""Converts an image to a mode that a PDF can hold: black and white, grey or colour, on white."""

from PIL import Image

LONG_SIDE = 842.0
"""The long side of an A4 page in points, used for photos: their own resolution is not the size of the paper."""


def flattened(image: Image.Image) -> Image.Image:
    """Returns the image in mode `1`, `L` or `RGB`, with white where it is transparent."""
    if image.mode in ("1", "L", "RGB") and "transparency" not in image.info:
        return image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    if "16" in image.mode:
        return image.convert("I").point(lambda level: level / 256).convert("L")
    return image.convert("L" if image.mode in ("I", "F") else "RGB")
