"""Working an order: dark pools, auctions and blocks, and what becomes of orders that are changed or refused."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.limits.stops import not_of_indices
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_DARK = (
    r"(?:dark (?:pools?|venues?|liquidity|books?|orders?)|hidden (?:venues?|liquidity|pools?)|crossing networks?"
    r"|conditional orders?|(?:internal|broker|grey|private) pools?|block (?:venues?|trading facilit(?:y|ies))"
    r"|non-displayed (?:venues?|liquidity)|(?:alternative|additional|secondary|off-exchange) (?:trading )?venues?"
    r"|systematic internali[sz]ers?|periodic auctions?|unlit (?:venues?|liquidity))"
)
_DARK_USE = Wording(
    re.compile(rf"\b(?P<what>{_DARK})\b(?! (?:is|are) (?:not|never|excluded))"),
    "'{words}': which ones, when and at which price is not specified",
    "Whether and how hidden liquidity is used decides what leaks and what is paid. The text names neither the pools"
    " nor the orders that go there, their share, their price and their least size.",
    "which pools, for which orders and sizes, up to which share, at which price, and with which minimum fill",
    settled=re.compile(r"\d|[:(]|\b(?:excluding|excluded|never|no|not|without|only|section|table|appendix)\b"),
    settled_elsewhere=re.compile(rf"\b{_DARK}\b[^.;]{{0,100}}\d|\bmid(?:-?point|-?price)?\b[^.;]{{0,40}}\b{_DARK}\b"),
    needs=re.compile(
        r"\b(?:may|can|could|might|us(?:e|es|ed)|added|access\w*|includ\w*|consider\w*|search\w*|ping\w*|if|when\w*"
        r"|where|sen[dt]|rout\w*|post\w*|rest\w*|goes|go|next|seek\w*|sweeps?|tries|try|also)\b"
    ),
    once=True,
    everywhere=True,
)
_LEFT = (
    r"(?:(?:anything )?(?:open|outstanding|unexecuted) (?:quantity|quantities|shares|size|orders?)|residuals?"
    r"|(?:whatever|what|quantity|anything|everything|shares?|orders?|lots|contracts) (?:(?:is|are|that|which|still)"
    r" ){0,3}(?:left|remain(?:s|ing)?|unfilled|unexecuted|not (?:filled|executed|done)|open)|(?:the )?(?:rest"
    r"|remainder|residual|leftover|balance|remaining (?:quantity|shares|order)|unfilled (?:quantity|part|shares|rest)))"
)
_AUCTION = r"(?:(?:closing|opening|close|intraday|final) (?:auction|call|cross)|market on close|close)"
_TO_AUCTION = Wording(
    re.compile(
        rf"\b{_LEFT}\b[^.;]{{0,80}}?\b(?P<what>(?:in ?to|in|to|at|for|on) (?:the )?{_AUCTION})\b"
        r"(?! (?:price|level|value)s?\b)"
    ),
    "'{words}': when, as which order and up to which size is not specified",
    "An auction has a last moment for orders, a size it can bear and an outcome that may leave the order unfilled."
    " The text gives none of the three.",
    "time of entry, order type and limit, largest share of the auction, and what happens to what stays unfilled",
    settled=re.compile(
        r"\d|\b(?:market-on-close|limit[- ]on[- ]close|moc|loc|limit orders?|limit price|cancel\w*|at most|up to)\b"
    ),
    settled_next=re.compile(r"\d|\b(?:cancel\w*|unfilled|limit)\b"),
    everywhere=True,
)
_BLOCK = Wording(
    re.compile(
        r"\b(?:without|excluding|except(?: for)?|excludes|ignoring|ignores|less|net of|no|not|other than) (?:any "
        r"|all )?(?P<what>block (?:trades?|prints?|orders?)|(?:very )?(?:large|big|outsized|exceptional) (?:trades?"
        r"|prints?|transactions)|blocks)\b"
    ),
    "'{words}': from which size on is not specified",
    "A block is what its size makes it, and exchanges draw the line elsewhere. The text gives neither a size nor a"
    " flag.",
    "the size in shares or in money, or the flag of the venue by which it is told",
    settled=re.compile(r"\d|\b(?:flag\w*|marked|reported as|defined|condition codes?)\b"),
    settled_elsewhere=re.compile(r"\bblocks?(?: trades?)?\b[^.;]{0,40}\d"),
    once=True,
    everywhere=True,
)
_CHANGED_SOMEHOW = Wording(
    re.compile(
        r"\b(?P<what>orders? (?:is|are) (?:then |also )?(?:re-?priced|amended|moved|adjusted|re-?pegged|chased"
        r"|modified|improved|stepped (?:up|down)|replaced) (?:as|when|if|with|in line with) (?:the |it )?(?:market"
        r"|prices?|quotes?|touch|book)(?: (?:moves?|changes?|shifts?|runs?)(?: away)?)?|orders? (?:is|are) chased"
        r"|chases (?:the )?(?:price|market|order)|(?:partial fills|(?:rejected|failed|cancelled|stale|unfilled"
        r"|expired|lost) (?:child )?orders?|rejections) (?:is|are) (?:[a-z]+ly )?(?:handled|treated|dealt with"
        r"|managed|processed|re-?sent|sent again|retried|resubmitted|re-?entered|repeated|placed again))\b"
    ),
    "'{words}': by which steps, how often and until when is not specified",
    "Each change of an order gives up its place in the queue and may send it twice. The text says neither by how"
    " much nor how often the order is changed or sent again, nor when that ends.",
    "at which event, by how much, how often at most, after which pause, and what follows then",
    settled=re.compile(r"\d|\b(?:once|until|cancel\w*|added|added to|best (?:bid|ask|offer)|section|at most|ticks?)\b"),
    settled_next=re.compile(r"\d|\b(?:at most|once|ticks?)\b"),
)

CHECKS = (
    Check(
        id="DS-LIM-08",
        title="Dark pools without a rule",
        matters="Hidden liquidity leaks and picks.",
        fix="Name the pools, the orders that go there, their share, their price and their least fill.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=not_of_indices(_DARK_USE),
        bad=("# Execution algorithm\n\nHidden venues can be used where they help.",),
        good=("# Execution algorithm\n\nDark pools are used for orders above EUR 500,000 at the primary mid.",),
    ),
    Check(
        id="DS-LIM-09",
        title="The rest goes to the auction, and nothing says how",
        matters="The auction has a deadline and may leave the rest unfilled.",
        fix="Give the time of entry, the order type and limit, the largest share, and what happens to what is"
        " unfilled.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=not_of_indices(_TO_AUCTION),
        bad=("# Execution algorithm\n\nThe rest of the order takes part in the closing auction.",),
        good=("# Execution algorithm\n\nThe rest is sent to the closing auction at 16:25 as a limit order.",),
    ),
    Check(
        id="DS-LIM-16",
        title="Blocks are left out, and nothing says what a block is",
        matters="The line is drawn elsewhere on each venue.",
        fix="Give the size, or the flag of the venue by which such a trade is told.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_BLOCK,
        bad=("Volume is counted excluding block trades.",),
        good=("Volume is counted excluding trades that the venue flags as blocks.",),
    ),
    Check(
        id="DS-LIM-19",
        title="Orders are changed or sent again by no stated rule",
        matters="An order sent twice is filled twice.",
        fix="Say at which event, by how much, how often at most and after which pause, and what follows then.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_CHANGED_SOMEHOW,
        bad=("Resting orders are re-priced as the market moves.", "Rejected orders are sent again."),
        good=("Rejected orders are sent again once after 5 seconds.",),
        confidence=0.75,
    ),
)
