"""Arithmetic left open: which way to a tick, means with the extremes left out, simulations until they converge."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_GRID = (
    r"(?:ticks?|lots?|cents?|contracts?|shares?|units?|increments?|steps?|multiples?|integers?|numbers?|pennies|penny"
    r"|pence"
    r"|basis points?|tick[- ]?sizes?|lot[- ]?sizes?|board lots?|round lots?|price steps?|minimum increments?|coins?"
    r"|tokens?|bonds?|price levels?|euros?|dollars?|price grid|grid|minimum price (?:variation|increment|movement)s?)"
)
_TO_TICK = Wording(
    re.compile(
        r"\b(?P<what>(?:round(?:ed|s|ing)?|snapped|aligned|brought|quantised|quantized|adjusted|conform\w*)"
        r"(?: off)? (?:(?:on)?to|with) (?:the |an? |its |their |each |exchange |valid |whole |full |complete |even "
        r"|one |integer"
        r" |permitted |allowed |next |applicable |current |relevant |minimum |exchange's |venue's |contract's |standard"
        rf" |trading )*{_GRID})\b(?! (?:below|above|up|down|away))"
    ),
    "'{words}': whether up, down or to the nearest is not specified",
    "Rounding a bid up and rounding it down are two prices, and a size rounded up is more than was asked for.",
    "up, down or to the nearest, for buying and for selling, and half-way values",
    settled=re.compile(
        r"\b(?:up|down|downwards?|upwards?|half|nearest|closest|towards?|away|floor\w*|ceil\w*|truncat\w*|lower|higher"
        r"|passive\w*|aggressive\w*|below|above|commercial\w*|bankers?|conservative\w*)\b|[=×]"
    ),
    settled_elsewhere=re.compile(
        r"\bround(?:ed|s|ing)? (?:is |are |always )?(?:[a-z]+ ){0,2}?(?:half|down|up|away|towards?|to the nearest"
        r"|commercially)\b"
        r"|\b(?:bids?|buys?|buy prices?)[^.;]{0,30} round\w* (?:down|up)|\btruncat\w+|\bfloor\(|\brounding"
        r" (?:direction|mode)"
    ),
    once=True,
)
_EXTREMES = (
    r"(?:(?:the )?(?:single |one |two |three )?(?:highest|largest|top|maximum|greatest|best)(?: [a-z]+)?(?: and|,| as"
    r" well as| or)"
    r" (?:the )?(?:single |one |two |three )?(?:lowest|smallest|bottom|minimum|worst)(?: [a-z]+){0,3}?"
    r"|(?:the )?(?:lowest|smallest|minimum|bottom|worst)(?: [a-z]+)? (?:and|as well as|or) (?:the )?(?:highest"
    r"|largest|maximum"
    r"|top|greatest|best)(?: [a-z]+){0,3}?|(?:both |the (?:two )?)extremes?(?: values?| quotes?| figures?)?"
    r"|(?:the )?(?:highest|lowest)(?: [a-z]+)?)"
)
_GIVEN_BY = (
    r"(?:quotes?|estimates?|prices?|contributions?|submissions?|brokers?|dealers?|banks?|contributors?|panel(?:lists?"
    r"| members?)?|venues?|exchanges?|values?|observations?|bids?|offers?|answers?|replies|responses|votes?|inputs?"
    r"|sources?|readings?|submitters?|figures?|members?|assessments?|polls?)"
)
_TRIMMED = Wording(
    re.compile(
        rf"\b(?P<what>{_EXTREMES} (?:of (?:the |these |all )?[a-z]+ )?(?:is |are |being |get |will be |of them (?:is"
        rf"|are) )"
        r"(?:first |then |both |each |always )?(?:discarded|dropped|removed|excluded|struck(?: out| off)?|left out"
        r"|ignored"
        r"|disregarded|deleted|thrown (?:out|away)|trimmed|eliminated|not counted|cut(?: off)?|set aside|omitted"
        r"|taken out"
        r"|crossed out))"
        r"|\b(?P<out>(?:after|by|when|with) (?:discarding|dropping|removing|excluding|striking(?: out)?|leaving out"
        rf"|ignoring|disregarding|deleting|eliminating|trimming|without) {_EXTREMES})\b"
    ),
    "'{words}': how many values there have to be at least is not specified",
    "Of three values one is left, and of two none. The text does not say from how many on the mean is taken, nor what"
    " holds with fewer.",
    "the smallest number of values, and what holds with fewer",
    settled=re.compile(
        r"\b(?:at least|minimum of|not fewer|no fewer|fewer than|less than|no less than|or more|more than|if|of the"
        r" (?:\d+"
        r"|four|five|six|seven|eight|nine|ten|twelve)) ?(?:\d+|two|three|four|five|six|seven|eight|nine|ten)?\b[^.;]*\b"
        rf"{_GIVEN_BY}|\bof the (?:\d+|five|six|seven|eight|nine|ten|twelve)\b"
    ),
    settled_elsewhere=re.compile(
        r"\b(?:at least|minimum(?: number)?(?: of)?|not fewer than|no fewer than|fewer than|less than|no less than|only"
        r"|not less than|quorum|exactly|with|from) (?:of )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
        rf" (?:[a-z-]+ ){{0,3}}?{_GIVEN_BY}\b"
        rf"|\b(?:\d+|three|four|five|six|seven|eight|nine|ten) or more (?:[a-z-]+ )?{_GIVEN_BY}\b"
    ),
    needs=re.compile(rf"\b(?:{_GIVEN_BY}|averaged?|mean|averages)\b"),
    once=True,
)
_RUNS = (
    r"(?:paths|simulations|scenarios|iterations|draws|samples|runs|trials|trajectories|repetitions|bootstraps?|epochs"
    r"|passes|realisations|realizations|particles|replications|rounds|resamples|grid points|time steps|nodes)"
)
_UNTIL_STABLE = Wording(
    re.compile(
        rf"\b(?P<what>(?:with |using |over |of |on )?(?:enough|sufficient(?:ly many)?|plenty of|a (?:large|sufficient"
        rf"|suitable"
        rf"|adequate|reasonable|high|good) (?:enough )?number of|many|as many|numerous|very many)"
        rf" (?:[a-z-]+ ){{0,2}}?{_RUNS}(?: (?:as (?:needed|necessary|required)|to (?:converge|be (?:stable|accurate"
        rf"|safe)"
        r"|get [a-z ]{3,30}|give [a-z ]{3,30}|reach [a-z ]{3,30})|for [a-z]+ce))?"
        r"|(?:until|till|to|upon|after) (?:full |complete |numerical )?convergence(?! (?:of|criteri\w+|test|tolerance))"
        r"|(?:until|till) (?:it|they|this|nothing|everything|all|the (?:[a-z]+ ){1,3}?|results?|weights?|values?"
        r"|estimates?"
        r"|levels?|prices?) ?"
        r"(?:is|are|has|have|becomes?|gets?|looks?|seems?|remains?|no longer|hardly|barely|does not|do not|settles?"
        r"|stabili[sz]es?|converges?|stops?|improves?|changes) ?(?:sufficiently |reasonably |fully )?(?:stable|steady"
        r"|converged?|settled"
        r"|stabili[sz]ed|satisfactory|good enough|accurate enough|small enough|chang\w+|mov\w+|improv\w+|any ?more"
        r"|any further)?)"
        r"(?=[.,;:)]|$| (?:and|or|before|is|are|in|with)\b)"
    ),
    "'{words}': neither a number nor a tolerance is specified",
    "A simulation or iteration that ends elsewhere gives another value. Without a number of runs, a tolerance and a"
    " seed, the result cannot be reproduced.",
    "number of runs or tolerance, the largest number of rounds, and the seed",
    settled=re.compile(
        r"\d|[<>=]|\b(?:tolerance|no (?:constituent|weight|stock|further)|section|table|executed|filled|sold|bought"
        r"|traded)\b"
    ),
    settled_next=re.compile(r"\btolerance\b|\b\d[\d,]* (?:[a-z]+ )?(?:paths|simulations|iterations|draws|runs)\b"),
    needs=re.compile(
        r"\b(?:simulat\w+|monte|iterat\w+|repeat\w*|solv\w+|optimi\w+|model\w*|estimat\w+|paths|bootstrap\w*"
        r"|draws|epochs|train\w*|fit\w*|algorithm|loop\w*|rounds|recalculat\w+|adjust\w+|search\w*|newton|scenarios)\b"
    ),
)

CHECKS = (
    Check(
        id="DS-PRE-81",
        title="Rounded to a tick or a lot, and nothing says which way",
        matters="A price one tick off trades, or does not trade.",
        fix="Say up, down or to the nearest, for buying and for selling, and what holds half-way.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_TO_TICK,
        bad=(
            "Prices are rounded to the tick.",
            "The order size is rounded to whole lots.",
            "Limit prices are aligned with the tick grid.",
            "Limit prices are snapped to a valid price step.",
        ),
        good=(
            "Bids are rounded down to the tick.",
            "The order size is rounded to the nearest lot.",
            "Prices are rounded to the tick. Rounding is always down for bids.",
            "The level is rounded to two decimals.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-PRE-80",
        title="The extremes are left out, and nothing says of how many",
        matters="Of two values nothing is left.",
        fix="Give the smallest number of values with which the mean is taken, and what holds with fewer.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_TRIMMED,
        bad=(
            "The highest and the lowest estimate are discarded and the others averaged.",
            "The best and worst dealer quotes are dropped; the fixing is the mean of the rest.",
            "Dealers are polled and the average is taken after dropping the largest and smallest quote.",
            "Top and bottom submissions are thrown out.",
            "Five dealers submit quotes, and the extremes are dropped.",
        ),
        good=(
            "The highest and the lowest estimate are discarded and the others averaged. With fewer than five"
            " estimates the last price is kept.",
            "Of the seven quotes, the highest and the lowest are discarded and the others averaged.",
            "The two stocks with the highest and lowest scores are excluded.",
            "The highest and the lowest decile are excluded from the universe.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-PRE-82",
        title="Repeated often enough, and nothing says how often",
        matters="A value that is simulated depends on how often and from which seed.",
        fix="Give the number of paths or rounds, the tolerance at which it ends, and the seed.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_UNTIL_STABLE,
        bad=(
            "The value comes from a Monte Carlo simulation with enough paths to converge.",
            "Weights are recalculated until they are stable.",
            "The optimiser runs until nothing improves any more.",
            "The solver iterates to convergence.",
            "A large number of scenarios is drawn and the model averages them.",
        ),
        good=(
            "The value comes from a Monte Carlo simulation with 100,000 paths.",
            "Weights are recalculated until they are stable, with a tolerance of 0.0001.",
            "The step is repeated until no weight exceeds the cap.",
            "Positions are held until the spread converges.",
        ),
        confidence=0.8,
    ),
)
