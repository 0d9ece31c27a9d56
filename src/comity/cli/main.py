"""The `comity` command: its verbs by subject, each loaded only when called, and errors turned into exit codes."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from comity import __version__
from comity.cli.terminal import visible
from comity.errors import ComityError

# verb → module of this package, function in it, and the one line of help (so that `--help` loads nothing).
COMMANDS: dict[str, tuple[str, str, str]] = {
    "add": ("record", "add", "Add publications to the record."),
    "agreements": ("questions", "agreements", "List agreements, as of a date if you like."),
    "api": ("api", "api", "Write the API's reference page from live answers."),
    "archive": ("record", "archive", "Check the archive's bytes against their hashes."),
    "backup": ("keeping", "backup", "Write the whole record into one file, while it is in use."),
    "build": ("record", "build", "Compile a release from the record."),
    "calendar": ("calendars", "show_calendar", "Show the days of a state's contests, for calendar programs too."),
    "changes": ("questions", "changes", "List what changed between lists."),
    "claims": ("questions", "claims", "List claims: what a source says, in its words, and who says so."),
    "contests": ("elections", "list_contests", "List the contests of sheriffs, prosecutors and jailers in a year."),
    "dates": ("elections", "list_dates", "List a state's election dates in a year, each with its rule."),
    "decide": ("record", "decide", "Record that two agreements are the same, or are not."),
    "doctor": ("doctor", "doctor", "Say what is installed, what is known, how fresh, what failed, what to do."),
    "explain": ("explain", "explain", "Go from an answer down to the bytes and the row."),
    "gazetteer": ("making", "gazetteer", "Write the package's gazetteer from the Census and FBI tables."),
    "geometry": ("shapes", "geometry", "Draw the map with the counties of a newer Census boundary file."),
    "issues": ("questions", "issues", "List everything that a person should look at."),
    "law": ("elections", "law", "Say a state's election law in plain words, or check the law files."),
    "moa": ("moa", "moa", "Read signed memoranda of agreement (PDF) and propose claims."),
    "publications": ("questions", "publications", "List the publications and what each was judged to be."),
    "publish": ("publishing", "publish", "Write the site as a folder of files."),
    "read": ("read", "read", "Read pages and propose claims from them, in their own words."),
    "release": ("releasing", "release", "Show what a new release would change, and let one through."),
    "resolve": ("resolving", "resolve", "Resolve printed agencies read as CSV from standard input."),
    "restore": ("keeping", "restore", "Put a back-up into an empty folder, every hash verified."),
    "review": ("review", "review", "Accept, edit or reject what a program proposes as a claim."),
    "serve": ("serve", "serve", "Serve the pages, the API, feeds and downloads on a port of this machine."),
    "show": ("show", "show", "Show what is in force in a place, since when, what changed and who says so."),
    "starter": ("making", "starter", "Write the package's starter record, or lay it under your own lists."),
    "tell": ("telling", "tell", "Tell subscribers what is new to them."),
    "update": ("updating", "update", "Ask publishers for what they show now."),
    "watch": ("watching", "watch", "Update, build, check, publish and tell, unattended."),
}


class Verbs(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every verb, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a verb, or None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, function, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"comity.cli.{module}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs with their lines of help."""
        with formatter.section("Commands"):
            formatter.write_dl([(verb, line) for verb, (_, _, line) in sorted(COMMANDS.items())])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="comity")
def cli() -> None:
    """Show how local law enforcement and federal immigration enforcement work together, and who decides it.

    Every line has its source: `comity explain ID` goes from an answer down to the bytes and the row. The data folder
    is named by COMITY_HOME; with none, every command answers from the starter record inside the package.

    Exit codes: 0 done · 1 unforeseen · 2 question not understood · 3 nothing found · 4 several things fit ·
    5 unreadable file · 6 not what its source publishes · 7 record damaged · 8 another process at work ·
    9 disk refused · 10 build does not balance · 11 law file contradicts itself · 12 subscriber not reached.

    Example: comity show "Fairfax County, VA"
    """


def main() -> None:
    """Run the command line: one clear sentence and an exit code for every error."""
    try:
        cli.main(standalone_mode=False)
        sys.stdout.flush()  # here, where a full disk can still be told
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has enough.
        _drop_output()
        sys.exit(0)
    except ComityError as error:
        _end(error)
    except OSError as error:
        # What no part of the program expected of the system: mostly the disk that the output goes to.
        from comity.archive.durable import storage_error

        _drop_output()
        _end(storage_error(error, Path(os.fsdecode(error.filename or "standard output"))))


def _end(error: ComityError) -> NoReturn:
    say(error)
    sys.exit(error.exit_code)


def say(error: ComityError) -> None:
    """Print an error as one line, whatever the names in it hold."""
    click.echo(visible(f"comity: {error}"), err=True)


def _drop_output() -> None:
    """Give the interpreter nothing left to flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
