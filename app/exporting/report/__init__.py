"""The report on a review, as a Word file and as a page."""
