"""The command `gongbao`: the tasks of an archive, for who installed the program."""

from invoke.collection import Collection
from invoke.program import Program

from . import __version__, tasks


def main() -> None:
    """Run what the command line asks for."""
    Program(
        name="Gongbao", binary="gongbao", namespace=Collection.from_module(tasks), version=__version__
    ).run()
