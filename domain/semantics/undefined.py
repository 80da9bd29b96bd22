"""What is used like a defined term or an abbreviation and never given a meaning."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from domain.semantics.names import MARKET, SOURCE
from domain.semantics.sections import Role
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.term_names import forms, term_key
from domain.semantics.usage import DETERMINERS
from domain.semantics.words import word_set

_PHRASE = re.compile(
    r"(?<![\w$/.@#&-])[A-Z][a-z]+(?:-[A-Za-z][a-z]+)*(?: (?:of )?[A-Z][a-z]+(?:-[A-Za-z][a-z]+)*){0,5}"
    r"(?![\w/@&]|[-.]\w| \d)"
)


_DETERMINED = re.compile(
    r"\b(?:the|each|every|any|all|such|an?|no|that|this|its|their|respective|relevant|applicable) $", re.IGNORECASE
)


_ONE_OF_MANY = re.compile(r"\b(?:each|every|any|all|no|such|an?|relevant|applicable|respective) $", re.IGNORECASE)
"""What stands before the name of a kind of thing, and not before that of a person, a place or a product."""
_MADE = re.compile(r"\w{3,}(?:ed|ing|able|ible|ive|tion|sion|ment|ance|ence|ness|ity)")
"""Words made from others, which are hardly ever names of their own."""


_HEADS = word_set(
    "date day time period price level value weight weighting index component constituent portfolio"
    " basket universe stock security"
    " share fund instrument asset asset currency rate factor score return volume capitalisation"
    " capitalization divisor threshold limit cap floor"
    " buffer fee cost event adjustment action agent administrator committee sponsor provider calculator"
    " manager investor party company"
    " issuer member market exchange calendar schedule session auction order notice announcement review"
    " rebalancing rebalance reconstitution"
    " selection observation valuation calculation determination trading business disruption closing"
    " opening settlement effective reference"
    " base initial final target current previous next eligible relevant applicable underlying parent"
    " total net gross average daily monthly"
    " quarterly annual annualised annualized volatility exposure leverage signal strategy methodology"
    " ranking rank region sector country"
    " liquidity size free float number amount ratio multiplier unit note certificate product position"
    " contract roll expiry maturity strike"
    " option future futures bond equity cash dividend interest tax spread yield duration credit rating"
    " quality momentum dividend minimum maximum"
    " upper lower risk control window look-back lookback lag start end cut-off cutoff fallback"
    " replacement successor candidate list group tier"
    " class category type screen filter criterion criteria rule condition trigger barrier extraordinary"
    " corporate force majeure hedging hedge funding financing"
    " participation guideline parameter input output model oversight board team officer kill switch"
    " desk account client broker venue counterparty"
    " user system algorithm engine parent child slice schedule term policy loss drawdown margin"
    " collateral notional partner interest commitment"
    " pricing primary secondary regulated related official published adjusted record payment roll reset fixing"
    " spot excluded included permitted restricted approved hedged unhedged long short front back accrual accrued"
    " coupon fixed floating realised realized implied historical rolling trailing raw scaled capped successor"
    " recalculation restatement observed reinvestment withholding special regular ordinary merger takeover delisting"
    " suspension halt lookback scheduled early late interim provisional"
    " averaging deviation mode state module session queue additional alternative substitute dealing"
    " clearing delivery subscription redemption issue publication"
)


_PROPER = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon"
    r"|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|Inc|Ltd|Limited|Corp|Corporation|Company|Group|Bank|University|Street|Act|Regulations?|Directive"
    r"|Code|Law|Convention|Treaty|Ordinance"
    r"|Prospectus|Guide|Guidelines|Handbook|Rulebook|Rules|Manual|Agreement|Policy|Policies|Standards?"
    r"|Memorandum|Terms|Section|Table|Figure|Annex|Appendix|Exhibit|Article|Chapter|Clause|Paragraph|Euro"
    r"|Dollar|Sterling|Yen|Franc|Pound"
    r"|America|Europe|Asia|Africa|Union|States|Kingdom|Republic|Market Data|Python|Java|Excel|Word)\b"
)


_ACRONYM = re.compile(r"(?<![\w$€£¥/.:@#&'\"+=_-])[A-Z][A-Z&]{1,6}s?(?![\w/@&=_(+*]|[-.]\w|:\S)")


_CODE_BEFORE = re.compile(r"\b(?i:ticker|page|code|symbol|screen|ric|mic|field) $")
"""What comes behind is a code and no abbreviation: "the Bloomberg page ABCD"."""


_FIRM = re.compile(
    r"\b(?P<name>[A-Z][A-Z&]{1,9}) (?:[A-Z][a-z]+ ){0,3}(?:Ltd|Limited|Inc|LLC|PLC|plc|AG|SA|GmbH|NV|SE|Corp)\b"
)


_KNOWN = word_set(
    "USD EUR GBP JPY CHF AUD CAD HKD SGD CNY CNH NZD SEK NOK DKK INR KRW BRL ZAR MXN TWD BTC ETH USDC USDT DAI"
    " UTC GMT ET EST EDT CET CEST BST JST HKT PT PST CT CST AM PM US USA UK EU UN EEA EMEA APAC"
    " AAA AA BBB BB CCC CC ICE FAO IEA EIA USDA IMF OPEC"
    " ETF ETFs ETP ETN NAV IPO OTC FX ESG GDP CPI AUM M&A P&L PnL REIT REITs ADR ADRs GDR GDRs VWAP"
    " TWAP EPS EBITDA T&C REITS"
    " ISIN CUSIP SEDOL RIC FIGI LEI MIC ICB GICS NACE API APIs ISO CSV JSON XML HTML HTTP HTTPS FTP"
    " SFTP URL URI PDF FAQ FAQs ID IDs IT SQL TCP UDP"
    " IP FIX SLA UI CPU GPU RAM CI CD PR QA CEO CFO CRO CTO COO LLC LLP PLC AG SA NV SE LP II III IV VI"
    " VII VIII IX XI XII TBD TBA NA"
    " MIFID BMR UCITS EMIR GDPR ESMA IOSCO FCA SEC CFTC FINRA BAFIN RTS ITS ISDA IFRS GAAP FASB IEEE"
    " RFC NIST OECD WHO IRS"
    " SOFR ESTR SONIA EURIBOR LIBOR SARON TONA EFFR EONIA AND OR NOT IF THEN ELSE NO YES ALL ANY MUST"
    " SHALL MAY NOTE TRUE FALSE NULL NAN BUY SELL"
    " AI NY WETH WHEREAS TODO OK VS NB PS CC QED README WARNING IMPORTANT TIP INFO"
)


def undefined(segments: tuple[Segment, ...], title: str, defined: Sequence[str]) -> list[str]:
    """Names that are used like defined terms or abbreviations and are not among the `defined`, as they first come."""
    prose = [s for s in segments if s.kind in (SegmentKind.SENTENCE, SegmentKind.ITEM) and s.section.role is Role.RULES]
    known = {term_key(name) for name in defined}
    common = _HEADS.union(*(segment.text.split() for segment in segments))
    found = [*_phrases(prose, segments, title, known, common), *_acronyms(prose, title, known, common)]
    return [name for _, name in sorted(found)]


def _phrases(
    prose: Sequence[Segment], segments: Sequence[Segment], title: str, known: Collection[str], common: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Capitalised phrases, in a document that writes its defined terms so."""
    used = set[str]()
    headings = {" ".join(s.section.title.lower().split()) for s in segments if s.kind is SegmentKind.HEADING} | {
        title.lower()
    }
    first: dict[str, tuple[int, str]] = {}
    count, determined = Counter[str](), Counter[str]()
    for number, segment in enumerate(prose):
        for match in _PHRASE.finditer(segment.text):
            name, start = _mid_sentence(segment, match)
            key = term_key(name)
            if key in known:
                used.add(key)
                continue
            if not name or _is_proper(name) or _owned(segment.text, start):
                continue
            if key in headings or name.lower() in headings:
                continue
            common_words = all(_is_common(word, common) for word in re.split("[ -]", key))
            if not common_words and not _ONE_OF_MANY.search(segment.text, max(0, start - 12), start):
                continue
            first.setdefault(key, (number, name))
            count[key] += 1
            determined[key] += _DETERMINED.search(segment.text, max(0, start - 12), start) is not None
    if len(used) < 2:  # defined terms have no capitals here
        return
    for key, (number, name) in first.items():
        often, headed = count[key] > 1, key.split()[-1] in _HEADS
        if (" " in key and (often or (headed and determined[key]))) or (often and headed and determined[key]):
            yield number, name


@cache
def _is_proper(name: str) -> bool:
    return any(pattern.search(name) for pattern in (_PROPER, MARKET, SOURCE))


def _owned(text: str, start: int) -> bool:
    """Whether it is somebody's product: "Moody's Investor Services"."""
    return re.search(r"(?:[A-Z]\w*'s?|\b[A-Z]{3,6}|\b[A-Z]\w* \d+) $", text[max(0, start - 30) : start]) is not None


def _mid_sentence(segment: Segment, match: re.Match[str]) -> tuple[str, int]:
    """The phrase without a first word that has its capital from the sentence; "" where nothing is left."""
    name, start = match.group(), match.start()
    opens = start == 0 or segment.text[:start].rstrip()[-1:] in (".", ":", "?", "!", ";", "-", "(", '"', "")
    first = name.split(" ", 1)[0]
    if first.lower() in DETERMINERS:
        name, start = name[len(first) + 1 :], start + len(first) + 1
    elif opens:
        rest = name[len(first) :].removeprefix(" of ")
        return ("", start) if rest == name[len(first) :] else (rest, start + len(name) - len(rest))
    return name, start


def _is_common(word: str, common: Collection[str]) -> bool:
    low = word.lower()
    if low in common or low in ("of", "the", "and") or _MADE.fullmatch(low):
        return True
    return any(form in common for form in forms(low))


def _acronyms(
    prose: Sequence[Segment], title: str, known: Collection[str], common: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Abbreviations in running text that are neither written out anywhere nor known to every reader."""
    first: dict[str, int] = {}
    firms = {match["name"] for segment in prose for match in _FIRM.finditer(segment.text)}
    for number, segment in enumerate(prose):
        text = segment.text
        for match in _ACRONYM.finditer(text):
            name = match.group().removesuffix("s")
            if (
                name.lower() in common
                or name in firms
                or name in _KNOWN
                or match.group() in _KNOWN
                or term_key(name) in known
                or name in title
                or _is_proper(name)
            ):
                continue
            if sum(c.isupper() for c in text) * 2 > sum(c.isalpha() for c in text):
                break
            around = text[max(0, match.start() - 2) : match.start()] + text[match.end() : match.end() + 4]
            before = text[: match.start()].split(" ")[-2:-1]
            beside = (
                (before and before[0].isalpha() and before[0][0].isupper() and before[0].lower() not in DETERMINERS)
                or re.match(r" [A-Z]{2}", text[match.end() :])
                or re.search(r"[A-Z]{2}[,/]? $", text[: match.start()])
            )
            if (
                beside
                or _CODE_BEFORE.search(text, max(0, match.start() - 12), match.start())
                or match.end() == match.start() + 1
                or re.search(r"[=*^%<>+]", around)
                or (match.start() == 0 and re.match(r" - |:", text[match.end() :]))
            ):
                continue
            first.setdefault(name, number)
    for name, number in first.items():
        if re.search("[A-Z]{2}", name):
            yield number, name
