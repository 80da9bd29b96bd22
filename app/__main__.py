"""The `docsense` command."""

import logging


def main() -> None:
    """Run the command line; without a command it opens the window."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    from app.cli import cli

    cli()


if __name__ == "__main__":
    main()
