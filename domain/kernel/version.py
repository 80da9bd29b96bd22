"""The number of a document's revision."""

from functools import total_ordering

from pydantic import Field

from domain.kernel.value import Value


@total_ordering
class VersionNumber(Value):
    """major: an import; minor: its approved change set; patch: that change set approved again."""

    major: int = Field(ge=1)
    minor: int = Field(default=0, ge=0)
    patch: int = Field(default=0, ge=0)

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def __lt__(self, other: "VersionNumber") -> bool:
        return (self.major, self.minor, self.patch) < (other.major, other.minor, other.patch)
