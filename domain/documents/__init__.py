"""Documents: imported revisions, the text under review and the approved changes to it."""
