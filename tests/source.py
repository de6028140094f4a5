"""Python sources as trees, for the tests that look at the code itself."""

import ast
import gc


def parsed(source: str) -> ast.Module:
    """The tree of a source.

    The garbage collector rests meanwhile: what it ends may parse too, and Python 3.11 then takes the depth of one tree
    for that of the other ("AST constructor recursion depth mismatch").
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(source)
    finally:
        if was_on:
            gc.enable()
