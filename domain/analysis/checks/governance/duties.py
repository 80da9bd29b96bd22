"""Duties that ought to be kept apart, owned or met in earnest: valuing, reviewing, controlling, licensing, warning."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_DEALS = (
    r"(?:traders?|dealers?|trading (?:desk|team)s?|desks?|portfolio managers?|fund managers?|market makers?"
    r"|front office|structurers?|quoters?)"
)
_VALUES = r"(?:prices?|values?|marks?|estimates?|revalues?)"
_HOLDINGS = (
    r"(?:positions?|books?|portfolios?|holdings?|options?|trades|swaps?|notes?|bonds?|instruments?|assets|contracts"
    r"|inventory|them)"
)
_OWN_MARKS = Wording(
    re.compile(
        rf"\b(?P<what>{_DEALS}(?: (?:that|who|which) [a-z]+s? (?:[a-z-]+ ){{0,4}}?[a-z-]+)? (?:also |itself |themselves"
        rf" |then |each )?{_VALUES} (?:(?:the|its|their|his|all|own|open|traded) ){{0,3}}{_HOLDINGS})\b"
        rf"|\b(?P<what2>[a-z]+s? (?:is|are) (?:[a-z]+ly )?(?:priced|valued|marked|revalued)(?: to [a-z]+)? (?:[a-z]+"
        rf" ){{0,4}}?by (?:the |its |their |our )?(?:[a-z]+ )?{_DEALS})\b"
        rf"|\b(?P<what3>(?:prices?|marks?|valuations?|values) (?:is|are|come|comes) (?:[a-z]+ )?(?:from|by) (?:the |its"
        rf" |our )?(?:[a-z]+ )?{_DEALS})\b"
    ),
    "'{words}': no independent valuation or price check",
    "Whoever trades a position and values it can hide a loss in it. The text separates no duties and names nobody"
    " independent of trading who verifies the prices.",
    "who independent of trading verifies the prices, against which source, how often, and what differences lead to",
    settled=re.compile(r"\b(?:independent\w*|verif\w+|product control|not|never)\b"),
    settled_elsewhere=re.compile(
        r"\b(?:independent (?:price|pricing|valuation)|price verification|product control|valuation committee"
        r"|four[- ]eyes|(?:verified|checked|confirmed) (?:[a-z]+ ){0,4}?(?:by|against) "
        r"|independent of (?:the )?trading)"
    ),
    once=True,
    everywhere=True,
)
_RULES = (
    r"(?:limits?|thresholds?|caps?|parameters?|models?|assumptions?|controls?|polic(?:y|ies)|methodolog(?:y|ies)|rules?"
    r"|procedures?|settings|haircuts?|lists?|algorithms?|coefficients?|factors?|universe|criteria|specification)"
)
_NOW_AND_THEN = (
    r"(?:from time to time|periodically|regularly|occasionally|now and (?:then|again)|as (?:needed|required|necessary)"
    r"|when (?:needed|required|necessary)|frequently|often|sometimes|at (?:suitable|appropriate|regular) (?:intervals"
    r"|times)|on a regular basis|on an? (?:ongoing|ad[- ]hoc) basis|every so often|once in a while)"
)
_LOOKED_AT = (
    r"(?:reviewed|looked at|revisited|re-?assessed|examined|re-?considered|re-?evaluated|inspected|audited|assessed"
    r"|verified|gone over|gone through)"
)
_REVIEWED_BY_NOBODY = Wording(
    re.compile(
        rf"\b(?:{_RULES})\b[^.;]{{0,50}}?\b(?P<what>{_LOOKED_AT} {_NOW_AND_THEN}|{_NOW_AND_THEN} {_LOOKED_AT})"
        r"(?! by\b)\b"
    ),
    "'{words}': who reviews it and when is not specified ({subject})",
    "A review that nobody owns and no date asks for is not held. The text names neither who carries it out, nor how"
    " often, nor what follows from it.",
    "who reviews it, how often, against which criteria, and where the result is recorded",
    settled=re.compile(r"\b(?:at least|annually|yearly|quarterly|monthly|weekly|daily|committee|board|officer)\b|\d"),
    settled_next=re.compile(r"\b(?:committee|board|officer|at least (?:once|every|annually))\b"),
    everywhere=True,
)
_PRIVATE = (
    r"(?:academic|non-commercial|research|personal|educational|student|evaluation|trial|private|internal|university)"
)
_LICENSED = Wording(
    re.compile(
        rf"\b(?P<what>(?:licen[cs]ed|licen[cs]e|subscription|subscribed|obtained|free|granted|permitted|available)"
        rf" (?:only )?(?:for|to|under) (?:an? |the )?{_PRIVATE}(?: [a-z]+)?)\b"
        rf"|\b(?P<what2>{_PRIVATE} (?:licen[cs]es?|subscriptions?|accounts?|access|keys?|versions?|logins?|use"
        rf"|purposes)"
        rf"(?: only)?)\b"
        r"|\b(?P<what3>(?:scraped|copied|crawled|harvested|screen-scraped) (?:off|from))\b"
    ),
    "'{words}': whether the licence covers this use is not specified",
    "Data are used here beyond what they were given for, or without a licence being named. Commercial use, derived"
    " products and distribution need rights of their own, and the source can be cut off at once.",
    "the licence that covers commercial use, derived data and distribution, or another source",
    settled=re.compile(
        r"\b(?:not (?:used|permitted)|never|only in (?:research|tests)|licen[cs]e agreement|commercial licen[cs]e"
        r"|terms of use allow|separate licen[cs]e)\b"
    ),
    settled_elsewhere=re.compile(r"\b(?:commercial licen[cs]e|licen[cs]e agreement|data rights|permitted use)\b"),
    needs=re.compile(
        r"\b(?:data|prices?|feeds?|quotes?|articles|news|texts?|ratings?|figures|software|librar(?:y|ies)|code"
        r"|histor\w+|pages?|levels?|websites?|posts)\b"
    ),
    everywhere=True,
)
_CHECKS_OF_OTHERS = Wording(
    re.compile(
        r"\b(?P<what>(?:[a-z]+ (?:and|or) )?(?:[a-z-]+ )?(?:checks?|controls?|limits?|filters?|collars?|safeguards?"
        r"|protections?)(?: (?:on|of|for) [a-z]+(?: and [a-z]+)?)? (?:(?:is|are) )?(?:those |done |made |performed "
        r"|applied |carried out |run |set |left |provided"
        r" |enforced |handled )?(?:by|of|at|to|in) (?:the |its |our )?(?:[a-z-]+ )?(?:broker|exchange|venue|gateway"
        r"|dealer|prime broker|clearing (?:member|firm)|vendor|platform|counterparty|bank)s?(?:'s?)?(?: [a-z]+)?)\b"
    ),
    "'{words}': no own pre-trade controls or kill switch",
    "Whoever sends orders by an algorithm answers for its own controls: limits on price, size, value and number of"
    " orders before they leave, monitoring while it trades, and a way to stop it. What others check comes later and by"
    " limits of their own.",
    "own limits on price, size, value and rate of orders, who monitors them, and the kill function",
    settled=re.compile(r"\b(?:besides|in addition to|own|apart from|not relied|price limits? of)\b|\d"),
    settled_elsewhere=re.compile(
        r"\b(?:pre-?trade|fat[- ]finger|kill[- ]?(?:switch|function)\w*|own (?:limits|controls|checks)|max(?:imum)?[ _]"
        r"(?:order|child|message)[ _](?:size|value|rate|quantity))\b"
    ),
    needs=re.compile(r"\b(?:price|size|value|order|risk|credit|quantity|position|pre-?trade|safety|message|rate)\b"),
    once=True,
    everywhere=True,
)
_WARNED = Wording(
    re.compile(
        r"\b(?P<what>(?:investors?|clients?|users?|readers?|holders?|buyers?|subscribers?|they) (?:should|must|are"
        r" (?:advised|asked|urged|expected|reminded) to|need to|ought to|have to|are) (?:be )?(?:aware of|consider"
        r"|understand|note|inform themselves (?:of|about)|informed (?:of|about)|bear in mind|know|told of|warned of"
        r"|familiar with|mindful of) (?:the |all |any |its |possible |usual |general |inherent |associated |relevant"
        r" |related )*risks?(?: (?:involved|of (?:investing|the (?:product|strategy|index|notes?|fund))))?)\b"
        r"|\b(?P<what2>(?:the )?(?:usual|normal|general|customary|standard|typical|known|common) (?:market "
        r"|investment )?"
        r"risks? (?:apply|applies|exist|of (?:investing|trading)))\b"
        r"|\b(?P<what3>(?:all |any |the )?(?:investments?|products?|strateg(?:y|ies)|notes?|trading"
        r"|index) (?:carr(?:y|ies)"
        r"|involves?|entails?|bears?) (?:some |certain |a degree of |various )?risks?)\b"
    ),
    "'{words}': which risks is not specified (risk disclosure)",
    "A warning that names no risk discloses none. The text does not say what can be lost, when and why: market, issuer,"
    " liquidity, leverage or model risk.",
    "the risks by name, with what can be lost and when",
    settled=re.compile(r":$|\b(?:such as|including|namely|set out|section|appendix|annex|listed|loss of)\b"),
    settled_next=re.compile(r"\b(?:risks?|loss(?:es)?|lose|fall|default|may not|fluctuat\w+|declines?)\b"),
    everywhere=True,
    once=True,
)

CHECKS = (
    Check(
        id="DS-GOV-70",
        title="Whoever trades values",
        matters="A loss can be hidden in a price of one's own.",
        fix="Let somebody independent of trading verify the prices against a named source, at stated times.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_OWN_MARKS,
        bad=(
            "Traders price their own positions each evening.",
            "The desk that trades the swaps also values them.",
            "Open positions are marked at the close by the trading desk.",
        ),
        good=(
            "Traders mark their positions each evening; product control verifies them.",
            "Positions are marked by the trading desk.\n\nMarks are checked against Bloomberg BVAL by risk control.",
            "The desk trades the swaps at the values of the administrator.",
        ),
    ),
    Check(
        id="DS-GOV-71",
        title="Reviewed now and then, by nobody",
        matters="A review that nobody owns is not held.",
        fix="Name who reviews it, how often, by which criteria, and where the result is recorded.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_REVIEWED_BY_NOBODY,
        bad=("Limits are set by the sponsor and looked at now and then.", "The model is periodically reassessed."),
        good=(
            "Limits are reviewed from time to time, at least every quarter, by the risk committee.",
            "The model is reviewed in March of each year.",
        ),
    ),
    Check(
        id="DS-COM-70",
        title="Data used beyond their licence",
        matters="The owner of the data can forbid the product.",
        fix="Name the licence under which the data are used, and that it covers commercial use and distribution.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_LICENSED,
        bad=(
            "Texts licensed for personal use drive the sentiment signal.",
            "Prices come from the trial account of a terminal.",
            "Ratings are scraped from a public page.",
        ),
        good=(
            "Texts licensed for personal use are not used.",
            "Prices come from a terminal under a commercial licence.",
        ),
    ),
    Check(
        id="DS-COM-71",
        title="Controls are left to others",
        matters="What others check comes later, and by limits of their own.",
        fix="State own limits on price, size, value and rate of orders, who watches them, and how trading is stopped.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_CHECKS_OF_OTHERS,
        bad=(
            "Limits on price and size are those of the exchange's gateway.",
            "Risk checks are left to the broker.",
        ),
        good=(
            "Risk checks are left to the broker. Before that, own pre-trade limits of 5% and 10,000 shares apply.",
            "Orders are checked against a price collar of 3%.",
        ),
    ),
    Check(
        id="DS-COM-72",
        title="A warning that names no risk",
        matters="A risk that is not named is not disclosed.",
        fix="Name the risks, with what can be lost, when and why.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.MEDIUM,
        find=_WARNED,
        bad=("Clients must understand the risks involved.", "The usual market risks apply."),
        good=(
            "Clients must understand the risks involved. Futures can lose more than their margin.",
            "Investors should consider the risks set out in section 9.",
        ),
    ),
)
