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

    try:
        cli()
    except Exception as error:  # a mistake of ours: its text may quote a document, so its type alone is told
        kind = type(error).__name__
        print(f"Something went wrong that should not have ({kind}); what was recorded before stays.", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
