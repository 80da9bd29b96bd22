"""Makes the help on the checks from the checks themselves. `pages.py OUT.md`"""

import sys
from pathlib import Path

from app.check_pages import pages
from domain.analysis.checks import CHECKS

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(pages(CHECKS), encoding="utf-8")
