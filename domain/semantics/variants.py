"""Variants: words and sections that tell two things of one kind apart, each with figures of its own."""

from domain.semantics.sections import Section
from domain.semantics.words import content_words

APART = content_words(
    "new existing current add delete entry exit buffer initial final developed emerging large small mid long short"
    " upper lower buy sell sector country issuer group single aggregate total daily monthly weekly annual first second"
    " third target soft hard warning stock bond equity commodity currency crypto future option asset class strategy"
    " model sleeve tier phase stage tranche share product account old previous former version scenario aggressive"
    " conservative moderate regime fast slow client"
)


def are_variants(one: Section, other: Section) -> bool:
    """Whether the sections are on two things of one kind with figures of their own: 3.1 and 3.2, or two of a title."""
    if one is other or not (one.path and other.path):
        return False
    numbers = [section.number.rpartition(".")[0] for section in (one, other)]
    siblings = one.path[:-1] == other.path[:-1] and (
        len(one.path) > 2 or (numbers[0] != "" and numbers[0] == numbers[1])
    )
    kinds = content_words(one.title) & content_words(other.title) & APART  # "Tier A" and "Tier B"
    return siblings or bool(kinds) or one.title == other.title
