"""Choices: what a rulebook decides once, the ways in which it may, and the words of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NEXT = (
    r"(?:the )?(?:next|following|subsequent|coming|upcoming) (?:[a-z-]+ ){0,2}?(?:review|rebalanc\w+|reconstitution"
    r"|reset|roll|adjustment)"
)
_AT_ONCE = (
    r"on the (?:day|date) of (?:the |its )?[a-z]+|on (?:the|that|its) (?:[a-z-]+ )?(?:effective|payment|pay|ex"
    r"|announcement|event|same|next"
    r"|following)[- ](?:[a-z]+ )?(?:date|day)|immediate(?:ly)?|at once|the same day|without delay|promptly|straight"
    r" away|on the spot"
    r"|at the (?:first|next|that|same|following) (?:[a-z]+ )?(?:close|open)|at the (?:close|open) (?:of|on) (?:the"
    r"|its) (?:first|ex|effective)\b"
    r"|on (?:its|the) (?:first|ex)[- ](?:[a-z]+ )?day|as soon as|the (?:next|following) (?:business|trading|index"
    r"|calculation) day"
)


@dataclass(frozen=True)
class Choice:
    """What a rulebook decides once: `about` tells the passages on it, `answers` the ways, of which one can hold.

    `in_a_case` is a choice that is always said of a case ("if it is delisted"): the first condition does not set it
    apart. `subject`, if it is given, is what two passages must have in common.
    """

    topic: str
    about: re.Pattern[str]
    answers: Mapping[str, re.Pattern[str]]
    why: str
    in_a_case: bool = False
    subject: re.Pattern[str] | None = None


def _choice(
    topic: str, about: str, answers: Mapping[str, str], why: str, *, in_a_case: bool = False, subject: str = ""
) -> Choice:
    return Choice(
        topic,
        re.compile(rf"\b(?:{about})\b"),
        {name: re.compile(rf"\b(?:{pattern})(?!\w)") for name, pattern in answers.items()},
        why,
        in_a_case,
        re.compile(rf"\b(?:{subject})") if subject else None,
    )


_KEPT = (
    r"(?:kept|held|retained|left|stays?|remains?|accumulat\w+|parked|booked|collected|credited)(?: [a-z]+){0,2} (?:as"
    r"|in|to) (?:a )?cash(?! bond)|not (?:re)?invested|uninvested"
)
_REINVESTED = (
    r"(?<!not )(?<!un)(?:re)?invested(?! in cash)|reinvestment|(?:put|ploughed|added|flows?|go(?:es)?) back|added to"
    r" the|used to"
    r" buy|buys? more"
)
_PAID_OUT = (
    r"paid (?:out|to (?:investors|holders))|passed (?:on|through)|distributed|ignored|not (?:included|reflected"
    r"|considered|taken into"
    r" account)|disregarded"
)
_GONE = r"(?:remov|delet|exclud|dropp|taken out|leaves?|drops out|sold|replac|cancel)[a-z]*"
_KEPT_IN = (
    r"(?:remains?|stays?|kept|retained|held|not (?:be )?(?:removed|deleted|replaced|sold)|keeps its place|continues?"
    r"|carried)"
)


def _income(thing: str, about: str) -> Choice:
    return _choice(
        f"treatment of {thing}",
        about,
        {"cash": _KEPT, "reinvested": _REINVESTED, "paid out": _PAID_OUT},
        "Income that lies as cash earns something else than what it is put back into, from the first payment on.",
    )


def _event(event: str, about: str) -> Choice:
    return _choice(
        f"treatment of {event}",
        about,
        {
            "at once": rf"{_GONE}[^.;]{{0,60}}\b(?:{_AT_ONCE})|(?:{_AT_ONCE})[^.;]{{0,40}}\b{_GONE}",
            "at the review": rf"(?:{_KEPT_IN}|{_GONE})[^.;]{{0,60}}\b(?:until|till|up to|at|with|before|as of) {_NEXT}",
        },
        "One index is rid of it that day, the other holds it for weeks, in which its price falls most.",
        in_a_case=True,
    )


_RATED = r"(?:(?:available|agency|credit|three|two|the|its|all|issue|issuer|long-term) )*(?:ratings?|grades?)"
CHOICES = (
    _income("coupons", r"coupons?|interest payments?"),
    _income("dividends", r"(?<!special )(?<!synthetic )(?<!extraordinary )(?:dividends?|distributions)"),
    _income(
        "redemptions", r"redemption(?: proceeds|s)?|principal repayments?|(?:matured|called|redeemed) bonds?|proceeds"
    ),
    _income("premiums and gains", r"premiums?|realised gains?|profits"),
    _income("rewards", r"(?:staking |lending )?rewards?|airdrops?|forks?"),
    _event(
        "downgrades",
        r"downgrad\w+|(?:loses?|lost|losing) (?:its |their )?investment[- ]grade|(?:falls?|fell|fallen|falling) below"
        r" investment[- ]grade|fallen angels?",
    ),
    _event("delistings", r"delist\w+|(?:ceases?|ceased|ceasing) to be (?:listed|traded)"),
    _event("insolvencies", r"bankrupt\w*|insolven\w+|defaults?|defaulted|in default"),
    _event("spin-offs", r"spin-?offs?|spun[- ]off|demerg\w+"),
    _event("takeovers", r"take-?overs?|mergers?|merged|acquired|acquisitions?|taken over|target compan(?:y|ies)"),
    _event("suspended members", r"suspended|suspensions?"),
    _event("bonds that are called", r"called|early redemption|redeemed early"),
    _choice(
        "rule for several ratings",
        r"ratings?|rated|agenc(?:y|ies)|moody's",
        {
            "the lowest": rf"(?:lowest|worst|weakest|most conservative|lower) (?:of )?{_RATED}|(?:by )?(?:all"
            rf"|each)(?: of)?(?: the)?(?: three| two)? (?:rating )?agencies",
            "the highest": rf"(?:highest|best|better|higher) (?:of )?{_RATED}|(?:at least one|any|any one|one or more"
            rf"|one) (?:of (?:the )?)?(?:three |two )?(?:rating )?(?:agenc(?:y|ies)|s&p|moody's|fitch)",
            "the middle": rf"(?:median|middle|second[- ](?:best|highest|lowest|worst)) (?:of )?{_RATED}|(?:two or"
            rf" more|at least two|two|any two|a majority|the majority|2) (?:out )?of (?:the )?(?:three |rating"
            rf" )*(?:agencies|s&p|moody's|fitch)",
            "the average": rf"(?:average|mean|composite|averaged) (?:of )?{_RATED}|{_RATED} (?:are|is) averaged",
        },
        "A bond that the agencies see differently is in for one reader and out for the other.",
        in_a_case=True,
    ),
    _choice(
        "currency hedging",
        r"hedg\w+|unhedged",
        {
            "not hedged": r"(?:is|are) (?:not|never) (?:currency[- ])?hedged|unhedged|(?:no|without(?: any)?|not)"
            r" (?:currency|fx|foreign exchange) hedg\w+",
            "hedged": r"(?:currency|currencies|fx|foreign exchange|exchange[- ]rate)(?: risks?| exposures?)?(?: (?:is"
            r"|are))? (?:fully |partly |always |entirely )?hedged|hedged (?:back )?(?:in)?to (?:the )?(?:base"
            r" currency|usd|eur|gbp|chf|jpy)",
        },
        "Hedged and unhedged returns differ by the move of the exchange rate.",
    ),
    _choice(
        "exchange rates",
        r"exchange rates?|fx rates?|converted|translated|conversion",
        {
            "WM": r"wm(?:(?:/|r| )(?:refinitiv|reuters|co|r))?|wmr|lseg|refinitiv",
            "ECB": r"ecb|european central bank",
            "BFIX": r"bfix|bloomberg",
        },
        "The fixings are of different minutes and differ on each day.",
    ),
    _choice(
        "tax on dividends",
        r"dividends?|distributions",
        {
            "gross": r"gross(?: of (?:[a-z]+ ){0,2}tax(?:es)?| dividends?)|before (?:[a-z]+ )?tax(?:es)?|without"
            r" (?:any )?(?:deduction of )?(?:withholding )?tax(?:es)?",
            "net": r"net(?: of (?:[a-z]+ ){0,2}tax(?:es)?| dividends?)|after (?:deduct\w+ (?:of )?)?(?:[a-z]+"
            r" )?tax(?:es)?|less (?:withholding )?tax(?:es)?",
        },
        "The two differ by the withholding tax of every dividend.",
    ),
    _choice(
        "interest on cash",
        r"cash|uninvested",
        {
            "none": r"(?:earns?|bears?|bearing|receives?|accrues?|yields?) no (?:interest|return)|no interest"
            r"|interest-free|unremunerated|not remunerated",
            "some": r"(?:earns?|accrues?|bears?|receives?) (?:interest|at|the|an?)|(?:is|are) remunerated|(?:is"
            r"|are) invested at the",
        },
        "Cash that earns interest grows away from cash that does not.",
    ),
    _choice(
        "choice between equals",
        r"ties?|tied|(?:same|equal|identical) (?:scores?|ranks?|values?|yields?)",
        {
            "the larger": r"larger|largest|bigger|higher (?:market )?(?:cap\w*|weight|value)",
            "the smaller": r"smaller|smallest|lower (?:market )?(?:cap\w*|weight|value)",
            "the alphabet": r"alphabet\w*",
            "the more liquid": r"more liquid|(?:higher|larger) (?:turnover|trading volume|adv)",
            "at random": r"(?:at )?random(?:ly)?|by lot",
        },
        "The last place in the list goes to another member.",
        in_a_case=True,
    ),
    _choice(
        "treatment of a missing price",
        r"(?:prices?|quotes?|fixings?|rates?) (?:is|are) (?:missing|not (?:available|published|quoted)|unavailable)"
        r"|without (?:an? )?(?:price|quote|fixing)"
        r"|(?:no|missing) (?:closing |settlement |exchange )?(?:prices?|quotes?|fixings?|rates?)",
        {
            "the last one": r"(?:last|previous|most recent|latest|prior)(?: [a-z]+){0,2} (?:price|value|quote|level"
            r"|fixing|rate)|carried forward",
            "left out": r"left out|dropped|excluded|skipped|ignored|omitted",
            "an estimate": r"estimated?|interpolat\w+|fair value|modelled|model price",
            "later": r"postponed|(?:next|following) (?:[a-z]+ )?(?:day|price|fixing)",
        },
        "On such a day the two values differ by the move since the last price.",
        in_a_case=True,
        subject=r"price|quote|rate|fixing",
    ),
    _choice(
        "delay between signal and trade",
        r"signals?",
        {
            "the same day": r"(?:on |at )?the same (?:trading )?(?:day|close|bar|session)|without delay|immediately",
            "the next day": r"(?:on |at )?(?:the )?(?:next|following) (?:[a-z]+ )?(?:day|open|close|bar|session)"
            r"|(?:day )?t ?\+ ?1|(?:one|a) day later",
        },
        "A signal that is traded at the price it was computed from knows that price before it trades.",
    ),
    _choice(
        "price of the trades",
        r"(?:trades?|orders?|transactions|purchases|fills?|rebalanc\w+) (?:[a-z]+ ){0,4}?(?:executed|filled|done"
        r"|traded|made|takes? place)",
        {
            "the open": r"(?:at|on) the (?:next )?open(?:ing)?(?: price)?|opening prices?",
            "the close": r"(?:at|on) the (?:[a-z]+ )?clos(?:e|ing)(?: price)?|closing prices?|market-on-close",
            "the vwap": r"vwap|volume[- ]weighted average(?: price)?",
            "the twap": r"twap|time[- ]weighted average(?: price)?",
            "the mid": r"(?:at )?(?:the )?mid(?: price)?",
        },
        "Returns of the strategy are those between its own prices.",
    ),
    _choice(
        "rounding",
        r"round(?:ed|ing)|truncated",
        {
            "down": r"(?:rounded|rounding) down(?:wards)?|truncated",
            "up": r"(?:rounded|rounding) up(?:wards)?",
            "to the nearest": r"(?:to the )?nearest|half[- ]up|commercially",
        },
        "The two differ by one unit, again and again.",
        subject=r"share|contract|quantit|level|weight|price|lot",
    ),
    _choice(
        "day count",
        r"fees?|interest|accru\w+|coupons?|financing|day[- ]count",
        {
            "360": r"(?:act(?:ual)?|a)? ?/ ?360|360 days",
            "365": r"(?:act(?:ual)?|a)? ?/ ?365|365 days",
        },
        "Over a year the two differ by five days of interest.",
        subject=r"fee|interest|coupon|financ",
    ),
    _choice(
        "kind of return",
        r"(?:index|level|strategy|benchmark) is (?:calculated |published |computed )?(?:as |in )?(?:an? )?(?:price"
        r"|total|gross|net|excess)",
        {
            "price": r"price[- ]return",
            "total": r"total[- ]return",
            "excess": r"excess[- ]return",
        },
        "Dividends and interest are in one of them and not in the other.",
    ),
    *(
        _choice(
            f"treatment of {action}",
            about,
            {
                "on its date": r"(?:on|from|at|with effect from|effective)(?: the close of)? (?:the |their |its"
                r" )?(?:ex|effective|payment|record)[- ](?:[a-z]+ )?(?:date|day)",
                "not at all": r"ignored(?! until)|disregarded(?! until)|not (?:adjusted|reflected|considered|taken"
                r" into account)|no"
                r" adjustment|without adjustment",
                "at the review": rf"(?:until|till|at|with) {_NEXT}",
            },
            "The level jumps on the day on which one of them adjusts and the other does not.",
        )
        for action, about in (
            ("splits", r"(?:stock |share )?splits?"),
            ("bonus issues", r"bonus issues?|stock dividends?"),
            ("rights issues", r"rights issues?|capital increases?"),
            ("special dividends", r"(?:special|extraordinary) (?:cash )?dividends?"),
            ("changes in shares outstanding", r"shares? outstanding|share counts?|free[- ]float factors?"),
        )
    ),
    _choice(
        "day that takes the place of a holiday",
        r"(?:not|no) (?:be )?an? (?:[a-z-]+ ){0,2}day|holidays?|falls? on",
        {
            "before": r"(?:preceding|previous|prior|last) (?:[a-z-]+ ){0,2}day|(?:brought|moved) forward|day before",
            "after": r"(?:following|next|subsequent|first) (?:[a-z-]+ ){0,2}day|postponed|day after",
        },
        "The two days have two prices.",
        in_a_case=True,
        subject=r"rebalanc\w+|review|roll|valuation|observation|payment|fixing|calculation|publication|expiry"
        r"|selection|reset",
    ),
)
