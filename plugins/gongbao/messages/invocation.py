"""By which name the person calls the program: `inv` in a clone, `gongbao` where it is installed."""

import os
import re

# Processes that are started name it as the person does, hence the environment.
_VARIABLE = "GONGBAO_TYPED"
_NAMED = re.compile(r"\binv (?=[a-z])")


def typed_as(name: str) -> None:
    """Name the program so in messages, here and in processes that are started."""
    os.environ[_VARIABLE] = name


def as_typed(sentence: str) -> str:
    """Return a sentence of the catalogue, in which the program is called inv, as the person would type it."""
    return _NAMED.sub(f"{os.environ.get(_VARIABLE, 'inv')} ", sentence)
