"""Taken for granted: fills, loans and liquidity that are presumed, and costs that are only called realistic."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_HELD_TRUE = (
    r"(?:presumed|supposed|taken(?= (?:as|to|for)\b)|deemed|regarded|considered|treated|expected|believed|thought"
    r"|understood|modelled|reckoned|counted on|simulated|booked)"
)
_IN_THE_MARKET = (
    r"(?:filled|executed|fillable|borrowable|available (?:for|to|in|at|without)|available|liquid|tradable|tradeable"
    r"|traded|done|instantaneous|immediate|negligible|frictionless|free of costs?|unlimited|constant|shortable|dealt"
    r"|sold|bought|struck|hedgeable|divisible|found)"
)
_MARKET_TALK = re.compile(
    r"\b(?:orders?|trad(?:e|es|ing|ed)|fills?|filled|shares?|stocks?|borrow\w*|loans?|lend\w*|positions?|execut\w+"
    r"|options?|futures|bonds|contracts?|liquid\w*|slippage|costs?|market impact|shorts?|quotes?|collateral|roll\w*"
    r"|hedg\w+)\b"
)
_GRANTED = Wording(
    re.compile(
        rf"\b(?P<what>(?:is|are|be) {_HELD_TRUE}(?: (?:as|to be|to|that|for|always|being|generally|freely"
        rf"|readily)){{0,3}} (?:[a-z-]+ ){{0,5}}?{_IN_THE_MARKET})\b"
        r"|\b(?P<what2>(?:it is|we|one) (?:expect(?:ed|s)?|presum(?:ed?|es)|suppos(?:ed?|es)|believe[ds]?|take[ns]?"
        r" (?:it)?|anticipate[ds]?|count(?:s|ed)? on|rel(?:y|ies|ied) on)"
        rf" [^.;]{{0,50}}?\b{_IN_THE_MARKET})\b|\b(?P<what3>can always be (?:[a-z]+ly )?{_IN_THE_MARKET})\b"
        r"|\b(?P<what4>(?:fills?|trades?|executions?|orders?|transactions|sales|purchases) (?:(?:happens?|occurs?"
        r"|takes? place|is|are)(?: (?:done|made|executed|filled|booked|simulated|dealt))?) at (?:exactly )?the"
        r" (?:same|signal|signalled|observed|model|theoretical|triggering|very)(?: [a-z]+)? (?:price|close|level"
        r"|quote)s?)\b|\b(?P<what5>(?:unlimited|infinite|perfect|full|ample|sufficient) (?:market )?liquidity (?:is"
        r"|at)|liquidity is (?:always )?(?:sufficient|ample|adequate|unlimited|given)|(?:market impact|slippage"
        r"|(?:transaction |trading |borrow(?:ing)? |financing )?costs|bid[- ]ask spreads?|stock loan fees) (?:is"
        r"|are) (?:ignored|neglected|disregarded|left out|not (?:modelled|considered|included|taken into account)"
        r"|omitted))\b"
    ),
    "'{words}': an assumption that nothing supports",
    "Fills, loans and liquidity are what the market gives. The text takes them for granted, and says neither why"
    " that may be done nor what holds where the market does not give them.",
    "the evidence for the assumption, its cost, and what is done where it does not hold",
    settled=re.compile(
        r"\d|\b(?:otherwise|unless|where (?:it|this|they|that) (?:is|are|does|do) not|if (?:it|this|they|no) |only"
        r" (?:if|when)|at the bid|section|appendix|provided that)\b"
    ),
    needs=_MARKET_TALK,
    everywhere=True,
)
_COST_WORDS = (
    r"(?:(?:transaction |trading |execution |dealing |financing |borrow(?:ing)? |funding |roll(?:ing)? |hedging"
    r" )?costs?|slippage|commissions?|bid[- ]ask spreads?|brokerage|(?:market )?impact|borrow(?:ing)? (?:rates?"
    r"|fees?)|trading fees)"
)
_REALISTIC = Wording(
    re.compile(
        r"\b(?P<what>(?:realistic|reasonable|typical|usual|sensible|plausible|market[- ]standard|normal|appropriate"
        r"|moderate|representative|average|customary|prudent|adequate|fair|prevailing|estimated|low|small|minimal)"
        rf" (?:[a-z]+ )?{_COST_WORDS})\b(?! (?:of|are|is) \d)"
    ),
    "'{words}': the costs are not stated",
    "Whether a strategy earns anything often hangs on its costs. An adjective is no rate: the text gives neither"
    " basis points nor the source that they come from.",
    "commission, spread, impact and financing in basis points, and what they rest on",
    needs=re.compile(
        r"\b(?:test\w*|back-?test\w*|simulat\w+|assum\w+|results?|returns?|performance|us(?:e|es|ed|ing)|includ\w+"
        r"|deduct\w*|net of|after|appl(?:y|ies|ied)|charg\w+|allow\w*|tak\w+|consider\w*|incorporat\w+|model\w*)\b"
    ),
    settled=re.compile(r"\d|\b(?:section|table|appendix|annex|schedule|exceeds?|higher than|below)\b|[=:(]"),
    settled_elsewhere=re.compile(r"\b(?:costs?|commissions?|slippage)\b[^.;]{0,60}\d\d?(?:\.\d+)? ?(?:%|bps?|basis)"),
    once=True,
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-GOV-23",
        title="Fills, loans or liquidity are taken for granted",
        matters="The market does not read the assumption.",
        fix="Give the evidence and the cost of the assumption, and what is done where it does not hold.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.HIGH,
        find=_GRANTED,
        bad=(
            "Stock loan is taken as available in any size.",
            "Orders are presumed to be executed in full.",
            "Trades are booked at the same closing price.",
        ),
        good=(
            "Orders are deemed filled at the next open, plus a slippage of 5 basis points.",
            "A share is considered liquid if it trades USD 5 million a day.",
            "The index is expected to track its parent.",
        ),
    ),
    Check(
        id="DS-GOV-24",
        title="Costs that are only called realistic",
        matters="An adjective is no rate.",
        fix="State commission, spread, impact and financing in basis points, with what they rest on.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.HIGH,
        find=_REALISTIC,
        bad=("Simulations use reasonable trading costs.", "Results are shown after typical commissions."),
        good=(
            "Simulations use reasonable trading costs. Costs are 4 bps of traded value.",
            "Trades are skipped when estimated costs exceed the benefit.",
        ),
    ),
)
