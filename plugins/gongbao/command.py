"""The command `gongbao`: the tasks of an archive, for who installed the program."""

import difflib
import re
from collections.abc import Sequence
from pathlib import Path

from invoke.collection import Collection
from invoke.config import Config
from invoke.exceptions import Exit, ParseError
from invoke.program import Program

from . import __version__, tasks
from .messages import N_, _, typed_as

# The options that people use; invoke has more, for its own purposes.
_OPTIONS = {
    "-h, --help": N_("this list; with the name of a command, its options"),
    "-l, --list": N_("all commands"),
    "-V, --version": N_("the version of the program"),
}
_UNKNOWN = re.compile(r"No idea what '(?P<token>.*)' is!")
_REQUIRED = re.compile(r"'(?P<command>.*)' did not receive required positional arguments: (?P<names>.*)")
_NO_VALUE = re.compile(r"Flag <Argument: (?P<flag>[\w-]+).* needed value and was not given one!")
_VALUE = re.compile(r"Flag <Argument: (?P<flag>[\w-]+).* doesn't take any value!")


class _NoSettings(Config):
    """Invoke's own settings as they are: the tasks ask for none, and files and variables for them can only be in the way."""

    def load_base_conf_files(self) -> None:
        """Read neither the system's file nor the person's."""

    def load_shell_env(self) -> None:
        """Read no variables."""


class Command(Program):
    """Invoke's program, in the language of the person, and without what only invoke needs."""

    def parse_tasks(self) -> None:
        """Understand the command line; say what is not understood, and what it may have meant."""
        try:
            super().parse_tasks()
        except ParseError as error:
            raise Exit(_("error: {error}", error=self._in_words(error)), code=1) from None
        except ValueError as error:  # of int(), for an option that takes a number
            value = str(error).partition(": ")[2]
            raise Exit(_("error: {value} is no whole number", value=value), code=1) from None

    def parse_cleanup(self) -> None:
        """Answer --help and --list; say of which command there is no help."""
        try:
            super().parse_cleanup()
        except ParseError as error:
            raise Exit(_("error: {error}", error=self._in_words(error)), code=1) from None

    def print_help(self) -> None:
        """Print all commands, and the options that people use."""
        print(_("Usage: {program} COMMAND [OPTIONS]", program=self.binary) + "\n")
        self.list_tasks()
        print(_("Options:") + "\n")
        self.print_columns([(name, _(words)) for name, words in _OPTIONS.items()])

    def print_task_help(self, name: str) -> None:
        """Print what a command does, and its options."""
        print(_("Usage: {program} {command} [OPTIONS]", program=self.binary, command=name) + "\n")
        print(f"  {self.collection[name].__doc__}\n")
        if options := self.parser.contexts[name].help_tuples():
            print(_("Options:") + "\n")
            self.print_columns(options)

    def display_with_columns(self, pairs: Sequence[tuple[str, str | None]], extra: str = "") -> None:
        """Print the list of commands."""
        print(_("Commands:") + "\n")
        self.print_columns(pairs)

    def print_columns(self, tuples: Sequence[tuple[str, str | None]]) -> None:
        """Print names and what they mean in two columns; a Chinese character is as wide as two others."""
        from .columns import columns  # noqa: PLC0415 - only where help is asked for

        print(columns((name, words or "") for name, words in tuples) + "\n")

    def _in_words(self, error: ParseError) -> str:
        """Say in the person's language what was not understood, and what it may have meant."""
        message = str(error)
        if match := _UNKNOWN.search(message):
            return self._unknown(match["token"], error)
        if match := _REQUIRED.search(message):
            return _(
                "{program} {command}: {names} is missing — see {program} --help {command}",
                program=self.binary,
                command=match["command"],
                names=match["names"].replace("'", "").upper(),
            )
        if match := _NO_VALUE.search(message):
            return _("--{option} takes a value, and none was given", option=match["flag"])
        if match := _VALUE.search(message):
            return _("--{option} takes no value", option=match["flag"])
        return message

    def _unknown(self, token: str, error: ParseError) -> str:
        commands = sorted(self.collection.task_names)
        context = getattr(error, "context", None)
        if token.startswith("-"):
            flags = (
                sorted(f for f in context.flags if f.startswith("--"))
                if context is not None and context.name
                else [*_long(_OPTIONS)]
            )
            if near := difflib.get_close_matches(token.partition("=")[0], flags, 1, 0.5):
                return _("there is no option {option} — did you mean {near}?", option=token, near=near[0])
            return _(
                "there is no option {option} — there are {known}",
                option=token,
                known=_(", ").join(flags),
            )
        if context is not None and context.name and (Path(token).exists() or "." in token or "/" in token):
            return _(
                "{program} {command}: {token} is one thing too many — give one file or folder at a time",
                program=self.binary,
                command=context.name,
                token=token,
            )
        if near := difflib.get_close_matches(token, commands, 1, 0.5):
            return _(
                "there is no command {command} — did you mean {program} {near}?",
                command=token,
                program=self.binary,
                near=near[0],
            )
        return _(
            "there is no command {command} — there are {known}", command=token, known=_(", ").join(commands)
        )


def _long(options: dict[str, str]) -> list[str]:
    return [name.split(", ")[1] for name in options]


def main() -> None:
    """Run what the command line asks for."""
    typed_as("gongbao")
    Command(
        name="Gongbao", binary="gongbao", namespace=Collection.from_module(tasks), version=__version__,
        config_class=_NoSettings,
    ).run()  # fmt: skip
