"""Stage pictures: tell content from decoration, make clean files of what is kept, and put each at its place."""
