"""Months: their names, and how many of them make a longer period."""

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH = f"(?:{'|'.join(MONTHS)})"
"""A pattern of any of them, in small letters."""
IN_MONTHS = {"month": 1, "quarter": 3, "year": 12}
