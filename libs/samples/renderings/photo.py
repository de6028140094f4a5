"""Makes the photo that a telephone takes of a page: one to three of the defects below, and always some sensor noise."""

import random
from collections.abc import Callable

import numpy as np

from libs.samples.renderings import faults
from libs.samples.renderings.raster import PixelArray, jpeg, page_images

Fault = Callable[[PixelArray, faults.Random], PixelArray]

# in the order in which they occur: on the paper, in the light, in the camera
_FAULTS: dict[str, Fault] = {
    "crumple": lambda image, rng: faults.crumpled(image, rng, 9),
    "fold": faults.folded,
    "fade": faults.faded,
    "warp": lambda image, rng: faults.crumpled(image, rng, 16),
    "perspective": lambda image, rng: faults.in_perspective(image, rng, 0.08),
    "table": lambda image, rng: faults.in_perspective(image, rng, 0.015),
    "crop": faults.cropped,
    "rotation": lambda image, rng: faults.rotated(faults.framed(image, 0.12), float(rng.uniform(-6, 6)), (90, 96, 104)),
    "sideways": lambda image, rng: np.ascontiguousarray(np.rot90(image, int(rng.choice((1, 2, 3))))),
    "shadow": faults.shadow,
    "glare": faults.glare,
    "low-light": lambda image, rng: faults.noise(faults.exposed(image, 0.5, 0.6), rng, 11),
    "lamp": faults.tinted,
    "low-contrast": lambda image, _: faults.exposed(image, 1.0, 0.45),
    "blur": lambda image, rng: faults.blurred(image, float(rng.uniform(0.9, 1.5))),
    "shake": lambda image, rng: faults.motion_blurred(image, rng, 5),
    "grain": lambda image, rng: faults.noise(image, rng, 22),
    "jpeg": lambda image, _: image,
}
PHOTO_FAULTS: tuple[str, ...] = tuple(_FAULTS)
_ONE_OF: tuple[tuple[str, ...], ...] = (
    ("perspective", "table", "crop"),
    ("low-light", "shadow", "low-contrast"),
    ("crumple", "warp"),
)
"""Groups of defects of which a photo has at most one, so that it stays readable."""


def photo(content: bytes, seed: str) -> tuple[bytes, str]:
    """Returns a JPEG of the first page, and the names of its defects, joined by `+`."""
    draw = random.Random(f"photo-{seed}")
    main = draw.choice(PHOTO_FAULTS)
    others = [name for name in draw.sample(PHOTO_FAULTS, draw.randrange(3)) if name != "sideways"]
    chosen = {main, *others}
    for group in _ONE_OF:
        chosen -= set([name for name in group if name in chosen][1:])
    names = tuple(name for name in PHOTO_FAULTS if name in chosen)
    return photo_with(content, seed, names), "+".join(names)


def photo_with(content: bytes, seed: str, names: tuple[str, ...], *, dpi: int | None = None) -> bytes:
    """Returns a JPEG of the first page with these defects, applied in the order of `PHOTO_FAULTS`."""
    draw = random.Random(f"photo-{seed}-{names}")
    rng = np.random.default_rng(draw.randrange(2**32))
    near = draw.choice((170, 200, 230))
    image = page_images(content, dpi or near)[0]
    for name in PHOTO_FAULTS:
        if name in names:
            image = _FAULTS[name](image, rng)
    return jpeg(faults.noise(image, rng, 3), 22 if "jpeg" in names else draw.choice((70, 82, 90)))
