"""Dealing by the rules: short sales, orders that no human touches, their controls, and the abuse of a market."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_SHORTED = Wording(
    re.compile(
        r"\b(?P<what>(?:is|are|be|being) (?:then |each )?(?:sold short|shorted)|sells? (?:[a-z]+ ){0,4}?short"
        r"|short[- ]sells?|short[- ]sold|shorts (?:the |an? )?(?:[a-z-]+ ){0,4}?(?:shares?|stocks?|compan(?:y|ies)"
        r"|names|securities)|goes? short|short sales?|naked shorts|short[- ]selling|shorts (?:is|are) (?:opened"
        r"|entered|taken|built|possible)|(?:go|goes|put) in(?:to)? the short (?:book|leg|side)|short (?:book|leg"
        r"|side) (?:consists?|holds?|is made up|contains)|sold before (?:it is|they are) owned"
        r"|short positions? (?:(?:is|are) (?:taken|opened|held|built) )?in (?:the |an? )?(?:[a-z-]+ ){0,3}?(?:shares?"
        r"|stocks?|compan(?:y|ies)|names|securities|equities))\b"
    ),
    "'{words}': the rules on short selling are not addressed",
    "Shares may only be sold short where they were located or borrowed, net short positions are reported from a"
    " threshold on, and authorities ban short sales for a time. The text does not say how it keeps to that.",
    "locate or borrow before the sale, reporting of net short positions, and what is done under a ban",
    needs=re.compile(
        r"\b(?:shares?|stocks?|equit\w+|compan\w+|names?|securit\w+|acquir\w+|target|legs?|pairs?|constituents?"
        r"|short sales?|shorts|naked|third|half|tercile|members?|decile|quintile|bottom|worst|weakest|lowest|loser\w*"
        r"|expensive|rich\w*|etfs?|issuers?)\b"
    ),
    settled=re.compile(
        r"\b(?:futures?|calls?|puts?|options?|forwards?|volatility|swaps?|perpetual\w*|no|not|never|rejected|refused"
        r"|forbidden|prohibited|blocked)\b"
    ),
    settled_elsewhere=re.compile(
        r"\b(?:locates?|located|236/2012|reg(?:ulation)? sho|net short positions?|short[- ]sell\w+ (?:regulation"
        r"|rules?|bans?|restrictions?|act)|ban on short|uptick|borrow (?:is |was |has been )?(?:confirmed|secured)"
        r"|(?:confirmed|secured) (?:the )?(?:borrow|loan)|stock loan agreement|hard[- ]to[- ]borrow)\b"
    ),
    once=True,
    everywhere=True,
)
_BY_ITSELF = (
    r"(?:(?:without|no|with no) (?:any )?(?:human|manual|trader|further human|personal) (?:action|intervention"
    r"|review|involvement|check|oversight|input|approval|touch|interaction|control)s?|(?:without|with no) (?:any"
    r" )?(?:intervention|involvement|action|check|review) (?:by|of|from) (?:an? |the |any )?(?:trader|human|person"
    r"|operator|desk|staff|dealer)s?|(?:places?|sends?|submits?|routes?|enters?|transmits?|executes?|releases?)"
    r" (?:the |its |all |these )?orders? (?:[a-z]+ )?automatically|automatically (?:places?|sends?|submits?|routes?"
    r"|enters?|transmits?|executes?) (?:the |its |all )?orders?|orders? (?:is|are) (?:automatically|directly)"
    r" (?:sent|submitted|routed|placed|entered|transmitted)|fully[- ]automat(?:ed|ically)|unattended|autonomously"
    r"|hands-off|lights-out|straight[- ]through|untouched by (?:a )?(?:human|trader|person)s?|no (?:trader|human"
    r"|person|one|dealer) (?:looks|checks|sees|touches|intervenes|reviews|confirms)|(?:direct|straight) (?:from"
    r" (?:the )?[a-z]+ )?to (?:the )?(?:exchanges?|venues?|markets?))"
)
_TRADES = re.compile(r"\b(?:orders?|trad(?:e|es|ing)|executes?|executed|quotes?|buys?|sells?)\b")
_UNCONTROLLED = Wording(
    re.compile(rf"\b(?P<what>{_BY_ITSELF})\b"),
    "'{words}': pre-trade controls of automated orders are missing",
    "Orders reach the market with nobody in between, and no passage puts limits on their price, size, value and"
    " number before they leave, nor a way to stop them. Rules on algorithmic trading ask for both.",
    "limits on price, size, value and number of orders before they are sent, and a kill function",
    needs=_TRADES,
    settled_elsewhere=re.compile(
        r"\b(?:pre-?trade|price collars?|fat[- ]finger|(?:order|message) (?:size|value|rate|price) limits?"
        r"|max(?:imum)?[ _](?:order|message|child|quantity)|kill[- ]?(?:switch|function)\w*|(?:rejects?|refuses)"
        r" (?:an? |any |all )?orders?|orders? [^.;]{0,80} (?:is|are) rejected)\b"
    ),
    once=True,
    everywhere=True,
)
_UNATTENDED = Wording(
    _UNCONTROLLED.pattern,
    "'{words}': nobody is named who is responsible for the automated orders",
    "A system that trades alone has an owner who answers for it and somebody who watches it while it trades. The"
    " text names neither.",
    "the person responsible for the system, who monitors it in real time, and who may stop it",
    needs=_TRADES,
    settled_elsewhere=re.compile(
        r"\b(?:responsib\w+|accountab\w+|supervis\w+|head of|chief|pre-?trade|monitor(?:s|ed) by|monitors|on duty"
        r"|officers?|owners?|kill[- ]?switch\w*|traders? (?:may|can|must|is|are|watch\w*)|operators?)\b"
    ),
    once=True,
    everywhere=True,
)
_LAYERS = Wording(
    re.compile(
        r"\b(?P<what>(?:(?:large|many|several|numerous|multiple|layers? of|extra) (?:[a-z]+ ){0,2}?(?:orders?"
        r"|quotes?) (?:is|are) (?:placed|posted|entered|sent|shown|layered)[^.;]{0,60}(?:withdrawn|cancell?ed|pulled"
        r"|removed|taken back)(?: (?:before|shortly|quickly|again|within))?)|(?:trades?|orders?) (?:with|against)"
        r" (?:it|our|the firm's own)(?:self| own orders?))\b"
    ),
    "'{words}': market abuse is not addressed",
    "Orders that are shown and taken back, or meet each other, can be read as manipulation. The text names no"
    " safeguard and no surveillance.",
    "safeguards against misleading orders and self-trades, and who monitors them",
    settled_elsewhere=re.compile(r"\bmarket abuse\b|\bsurveillance\b|\bmanipulat\w+|\bself-?(?:match|trade)\w*"),
    once=True,
    everywhere=True,
)
_PREVENTED = Wording(
    re.compile(
        r"\b(?P<what>(?:self-?(?:crossing|trad(?:es?|ing)|match(?:es|ing))|wash trad(?:es?|ing)|crossing with itself"
        r"|market abuse|(?:market )?manipulation|spoofing|layering|front-?running|insider (?:trading|dealing)) (?:is"
        r"|are|must be|shall be|will be) (?:[a-z]+ly )?(?:avoided|prevented|excluded|monitored|watched|ruled out"
        r"|detected|not possible))\b"
    ),
    "'{words}': by which control is not specified",
    "The text promises what the rules ask for, and names neither the control that keeps it nor who looks at the"
    " alerts.",
    "the control, what it does with such an order, who monitors it, and to whom it is reported",
    settled=re.compile(
        r"\d|\b(?:by (?:cancel|reject|block|the )\w*|cancel\w*|reject\w*|block\w*|section|surveillance|team)\b"
    ),
    settled_next=re.compile(r"\b(?:cancel|reject|block|surveillance|alert)\w*"),
    everywhere=True,
)
_CHECKED_SOMEHOW = Wording(
    re.compile(
        r"\b(?P<what>(?:pre-?trade|risk|compliance|order|safety|sanity) (?:(?:and [a-z]+ )?(?:checks?|controls?"
        r"|limits|filters?)) (?:is|are|must be|will be) (?:[a-z]+ly )?(?:performed|applied|in place|run|used|carried"
        r" out|made|enforced|active|respected|observed|implemented|available))\b"
    ),
    "'{words}': which checks, with which limits, is not specified",
    "A control that has no limit stops nothing. The text names neither the quantities that are checked, nor the"
    " values at which an order is refused, nor what becomes of it.",
    "each check with its limit, what happens to an order that fails it, and who may release it",
    settled=re.compile(r"\d|[:(]|\b(?:section|table|appendix|annex|reject\w*|following)\b"),
    settled_next=re.compile(r"\d|\breject\w*"),
    settled_elsewhere=re.compile(
        r"\b(?:orders?|checks?|controls?|collars?)\b[^.;]{0,80}\b(?:above|exceed\w*|more than|larger than|beyond"
        r"|over)\b[^.;]{0,40}\d"
    ),
    once=True,
    everywhere=True,
)


CHECKS = (
    Check(
        id="DS-COM-14",
        title="Shares are sold short, and the rules on it are not addressed",
        matters="A short sale without a locate is forbidden in most markets.",
        fix="Require a locate or borrow before the sale, and say how net short positions are reported and bans"
        " observed.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_SHORTED,
        bad=(
            "The richer share of a pair is sold short.",
            "It goes short the weakest decile of stocks.",
            "Short sales are treated like other sales.",
            "The lower third is sold short in equal parts.",
            "A stock may be sold before it is owned.",
        ),
        good=(
            "The richer share of a pair is sold short once a locate is confirmed.",
            "The future is sold short.",
            "Orders for short sales are rejected.",
        ),
    ),
    Check(
        id="DS-COM-15",
        title="Automated orders without pre-trade controls",
        matters="A wrong order that nobody stops is a loss within seconds.",
        fix="Set limits on price, size, value and number of orders before they leave, and a way to stop them all.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_UNCONTROLLED,
        bad=(
            "The engine sends its orders without human intervention.",
            "Orders reach the venue with no check by a trader.",
        ),
        good=(
            "The engine sends its orders without human intervention. Pre-trade controls reject an order above EUR"
            " 5,000.",
            "Reports are sent without human intervention.",
        ),
    ),
    Check(
        id="DS-GOV-18",
        title="Nobody answers for a system that trades alone",
        matters="A system without an owner is stopped by nobody.",
        fix="Name who is responsible for the system, who watches it while it trades, and who may stop it.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_UNATTENDED,
        bad=("The engine sends its orders without human intervention.",),
        good=("The engine sends its orders without human intervention. The head of trading is responsible for it.",),
    ),
    Check(
        id="DS-COM-20",
        title="Orders that may mislead the market",
        matters="Orders without the will to trade are manipulation.",
        fix="Say how misleading orders and trades with oneself are prevented, and who monitors it.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_LAYERS,
        bad=("Several large orders are placed below the bid and withdrawn before they trade.",),
        good=(
            "Several orders are placed below the bid and cancelled after 60 seconds. Surveillance monitors the ratio"
            " of orders to trades.",
        ),
    ),
    Check(
        id="DS-COM-26",
        title="Abuse is prevented, and nothing says how",
        matters="A promise is no control.",
        fix="Name the control, what it does with such an order, who monitors it, and to whom it is reported.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.MEDIUM,
        find=_PREVENTED,
        bad=("Self-crossing is avoided.",),
        good=("Self-crossing is avoided: the older of two orders that would meet is cancelled.",),
        confidence=0.75,
    ),
    Check(
        id="DS-COM-27",
        title="Controls without their limits",
        matters="A control that has no limit stops nothing.",
        fix="List each check with its limit, what happens to an order that fails it, and who may release it.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.MEDIUM,
        find=_CHECKED_SOMEHOW,
        bad=("Pre-trade checks are performed.",),
        good=("Pre-trade checks are performed. An order above EUR 1 million is rejected.",),
        confidence=0.75,
    ),
)
