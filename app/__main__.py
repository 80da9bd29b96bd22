"""The `docsense` command."""

import io
import logging
import sys


def main() -> None:
    """Run the command line; without a command it opens the window."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from app.cli import cli

    cli()


if __name__ == "__main__":
    main()
