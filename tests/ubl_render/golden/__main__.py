"""Writes the golden files again and prints the folders that changed."""

from tests.ubl_render.golden import write_anew

for folder in write_anew():
    print(folder.relative_to(folder.parents[1]))
