"""Instruments that are named by their kind alone: index futures, ten commodity futures, currency forwards."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED
from domain.semantics.sections import Role
from domain.semantics.segments import SegmentKind

_OF_KIND = (
    r"(?:(?:stock |equity |share )?index|equit(?:y|ies)|stock|single-stock|(?:government )?bonds?|treasury"
    r"|interest[- ]rate"
    r"|rates?|commodit(?:y|ies)|energy|metals?|precious metals?|base metals?|agricultural|livestock|grains?|softs|oil"
    r"|gas|power|currenc(?:y|ies)|fx|foreign exchange|credit|volatility|crypto|dividend|inflation|money[- ]market"
    r"|short-term|listed|liquid|exchange-traded|financial|government)"
)
_INSTRUMENTS = (
    r"(?:futures(?: contracts)?|options|swaps|forwards|etfs|puts|calls|put options|call options|derivatives|warrants"
    r"|notes|cfds|perpetuals|swaptions)"
)
_KIND_ONLY = re.compile(
    rf"\b(?P<what>(?:(?:\d+|{SPELLED}|a (?:number|basket|set|selection|range|mix) of|several"
    rf"|various) )?{_OF_KIND}(?:(?:,"
    rf"| and|, and|/| or) {_OF_KIND}){{0,3}} {_INSTRUMENTS}(?:(?:,| and| or) (?:futures|options|swaps|forwards|etfs))?)"
    r"(?! (?:prices?|markets?|curves?|exchanges?|brokers?|roll|index|indices|chain|positions?|returns?"
    r"|volume)\b)(?![\w-])"
)
_USED = re.compile(
    r"\b(?:hold(?:s)?|held|hedg(?:e|es|ed|ing)|trad(?:e|es|ed)|buys?|bought|sells?|sold|us(?:e|es|ed|ing)|invest(?:s"
    r"|ed)?"
    r"|consist(?:s)?|contains?|comprises?|includes?|managed|covered|exposure|through|via|by means|implemented|made up"
    r"|replicat\w+|taken|entered|overlay|offset)\b"
)
_MADE_OF = re.compile(
    r"\b(?:index|strategy|fund|portfolio|basket|programme|overlay) (?:holds|buys|sells|trades|consists|invests|uses)\b"
)
_NAMED = re.compile(
    r"\b(?:CME|CBOT|NYMEX|COMEX|ICE|Eurex|LME|SGX|HKEX|OSE|TSE|MEFF|Cboe|CBOE|Euronext|KRX|MOEX|Deribit|Binance|E-mini"
    r"|E-Mini|S&P|STOXX|DAX|FTSE|Nikkei|TOPIX|VIX|SPX|Bund|Bobl|Schatz|OAT|BTP|Gilt|JGB|Brent|WTI|Henry Hub|RBOB)\b"
    r"|\b(?:Bloomberg|Reuters) (?:ticker|code)|\b[A-Z]{2}[12] (?:Index|Comdty|Curncy)\b|\([A-Z]{2,4}\)"
)
_LISTED_AS = re.compile(
    r"\b(?:contracts?|futures|instruments?|symbols?|tickers?|commodity|commodities|underlyings?|market)s?\b"
)


def _kind_only(ir: DocumentIR) -> Iterator[Hit]:
    """Contracts of a kind, in a document that names no exchange and no contract and lists none: told once."""
    if _NAMED.search(ir.title) or any(_NAMED.search(segment.text) for segment in ir.segments):
        return
    heads = (s for s in ir.segments if s.kind is SegmentKind.CELL and s.block.cell and s.block.cell.row == 0)
    if any(_LISTED_AS.search(segment.low) for segment in heads):
        return
    for segment in ir.prose.having(_KIND_ONLY):
        if (
            not (segment.section.role is Role.RULES or _MADE_OF.search(segment.low))
            or not _USED.search(segment.low)
            or ir.refers(segment)
        ):
            continue
        match = _KIND_ONLY.search(segment.even)
        if not match or re.match(r"\s*(?:\(|:|such as|namely|on (?:the )?[A-Z])", segment.text[match.end() :]):
            continue
        start, end = segment.place(match.start("what")), segment.place(match.end("what"))
        words = " ".join(segment.text[start:end].split())
        yield Hit(
            title=f"'{words}': the contracts are not identified",
            why=f"“{words}” is a kind and no instrument: no contract, exchange, underlying or expiry is named anywhere,"
            " nor how many are held for which exposure.",
            spans=(segment.span(start, end),),
            suggestion=add_after(
                segment, end, f" ({to_specify('contracts with exchange, symbol and expiry, and how many')})"
            ),
        )
        return


CHECKS = (
    Check(
        id="DS-NAM-61",
        title="Instruments named by their kind alone",
        matters="There are a hundred contracts of a kind, and each has another price.",
        fix="List the contracts with exchange, symbol, currency and the expiries that are used.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_kind_only,
        bad=(
            "Duration is managed with bond futures and swaps.",
            "The fund holds ten energy and metals futures.",
        ),
        good=(
            "Duration is managed with bond futures (Eurex Bund futures).",
            "The fund holds metals futures.\n\n| Contract | Weight |\n| Copper | 60% |\n| Zinc | 40% |",
        ),
        confidence=0.75,
    ),
)
