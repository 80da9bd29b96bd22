"""The namespaces that XML declares, told from text that speaks of them."""

import re
from collections.abc import Mapping

_MARKUP = re.compile(
    rb"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?P<tag><(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>)""", re.DOTALL
)
_ATTRIBUTE = re.compile(rb"""(?P<name>[^\s=<>"']+)\s*=\s*(?P<value>"[^"]*+"|'[^']*+')""")


def renamed(data: bytes, namespaces: Mapping[bytes, bytes]) -> bytes:
    """Well-formed XML with other names for these namespaces where it declares them; its text may speak of them."""

    def declaration(found: re.Match[bytes]) -> bytes:
        name, uri = found["name"], found["value"][1:-1]
        return b'%b="%b"' % (name, namespaces[uri]) if _declares(found) and uri in namespaces else found[0]

    def markup(found: re.Match[bytes]) -> bytes:
        tag = found["tag"]
        return _ATTRIBUTE.sub(declaration, tag) if tag and b"xmlns" in tag else found[0]

    return _MARKUP.sub(markup, data)


def declared(data: bytes) -> frozenset[bytes]:
    """The namespaces that well-formed XML declares."""
    tags = (found["tag"] for found in _MARKUP.finditer(data) if found["tag"] and b"xmlns" in found["tag"])
    attributes = (found for tag in tags for found in _ATTRIBUTE.finditer(tag))
    return frozenset(found["value"][1:-1] for found in attributes if _declares(found))


def _declares(attribute: re.Match[bytes]) -> bool:
    return attribute["name"] == b"xmlns" or attribute["name"].startswith(b"xmlns:")
