"""The command line `liantu`."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from api import usage
from api.commands import (
    about,
    diff,
    engine,
    export,
    facts,
    gaps,
    ingest,
    judge,
    line,
    look,
    read,
    reference,
    review,
    serve,
    watch,
)
from api.commands.about import VersionOption
from api.errors import UsageError
from graph.errors import StoreError
from graph.settings import Settings
from ingest.errors import ClusterError, IngestError, JudgementError, ProposerError
from queries.errors import QueryError

EXPECTED = (UsageError, StoreError, IngestError, ClusterError, JudgementError, ProposerError, QueryError)


def build() -> typer.Typer:
    """The application with all commands."""
    app = typer.Typer(
        name="liantu",
        help="链图:把产业政策文件读成知识图谱,回答产业链缺什么、谁负责、依据哪一句。",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_root)
    for module in (
        ingest,
        facts,
        watch,
        read,
        review,
        judge,
        gaps,
        look,
        line,
        diff,
        reference,
        export,
        serve,
        engine,
        about,
    ):
        module.register(app)
    return app


def main() -> None:
    """Run; an expected error is one Chinese line on standard error and exit status 1, a mistake in typing status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        sys.exit(build()(prog_name="liantu", standalone_mode=False))
    except usage.Help as error:
        error.show()
        sys.exit(error.exit_code)
    except usage.Mistake as error:
        print(f"错误:{usage.said(error)}", file=sys.stderr)
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(1)
    except EXPECTED as error:
        print(f"错误:{error}", file=sys.stderr)
        sys.exit(1)


def _root(context: typer.Context, version: VersionOption = False) -> None:
    context.obj = context.obj or Settings.read()


if __name__ == "__main__":
    main()
