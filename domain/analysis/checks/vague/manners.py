"""Manners, nearness and short whiles: at an easy pace, near the mean, briefly, held within reason."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.vague.degree import NUMBER
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_PACE = re.compile(
    r"\b(?P<what>at (?:an? |its |their )?(?!fixed|constant|floating|variable|flat|daily|annual|same|given)[a-z-]+ "
    r"(?:pace|speed|tempo|rhythm|cadence)|(?<!as )(?<!more )(?<!less )(?<!too )(?<!how )(?:slowly|quickly|swiftly"
    r"|speedily|patiently|cautiously|carefully|sparingly|conservatively|prudently|sensibly|flexibly|smoothly|discreetly"
    r"|generously|loosely|lightly|thoroughly|properly|skilfully|cleverly|smartly|thoughtfully|hastily|calmly|leisurely"
    r"|piecemeal)|little by little|bit by bit|(?<!read )(?<!taken )(?<!treated )(?<!viewed )(?<!interpreted"
    r" )(?:with|in)"
    r" (?:great |due |some |all )?(?:care|caution|restraint"
    r"|moderation|prudence|patience|discretion))\b(?! (?:than|of|enough|rounded|traded|held|defined|weighted|selected))"
)

_NEAR = re.compile(
    r"\b(?P<what3>(?:some|any)(?:where|thing) (?:in )?between(?: the (?:two|others|extremes)| these| both| them)?"
    r"|(?:lies|falls|sits|lands|stays|ranges|behaves|acts|works|is|are) (?:in )between"
    r"|(?:an?|the|some) (?:middle (?:way|course|ground|path)|happy medium))(?=[.,;]|$)"
    r"|\b(?P<what2>(?:slightly |deep(?:ly)? |far |well )?(?:out-of-the-|in-the-|out of the |in the )money (?:calls?"
    r"|puts?|options?"
    r"|strikes?|contracts?)|(?:short|medium|long|intermediate|near)-dated (?:options?|calls?|puts?|contracts?|bonds?"
    r"|futures"
    r"|notes?|paper|bills)|with (?:an? )?(?:short|medium|long|intermediate) (?:tenor|maturity|expiry|duration|term)s?"
    r"|(?<!price )(?:off|away from|out of line with|out of step with) (?:the )?(?:market|consensus|others|rest|pack"
    r"|crowd)"
    r"|at (?:roughly|about|approximately|nearly|almost|more or less) the same (?:time|moment|price|size|level"
    r"|weight))\b|\b(?P<what>(?:(?:not|too|very|so|quite|fairly|reasonably) (?:far|close|near)|(?:just|slightly"
    r"|a little|a bit"
    r"|somewhat|well|far|deep|marginally|some way) (?:above|below|under|over|inside|outside|within|beyond"
    r"|behind"
    r"|ahead|away|from|off|before|after)|(?<!equally )near|in the (?:vicinity|neighbou?rhood|region"
    r"|proximity) of)"
    r" (?:from |to |of |off )?(?:the |its |their |an? |(?:that|those) of (?:the |its |an? )?)(?!(?:near "
    r"|far )?touch\b|world|globe|clock|order\b|same\b"
    r"|rules?\b|document)"
    r"[a-z-]+(?: (?:price|level|value|money|mean|average|mid|line|weight|rate|target|close|open|auction|touch|limit))?"
    r"|(?:far|close|near|big|large|small|high|low|long|short|old|young|good|strong|deep|wide|tight|liquid|fast|slow"
    r"|similar|different|clear|broad|cheap|stable|safe) enough|(?:out of|within|in) (?:reach|range|sight)"
    r"|(?<!how )(?:well|far|some way|a long way|not far) (?:away|off|apart|out|clear)(?! of)"
    r"|(?<!the )(?<!previous )(?<!last )(?<!official )"
    r"(?<!'s )(?<!each )(?<!to )(?<!from )(?<!first )(?<!next )(?<!of )close to (?:the|its|an?"
    r"|their) [a-z]+(?: (?:price|level|value|mean|mid|target|rate))?"
    r"|shortly (?:before|after) (?:the |an? |its )?(?:first|last|next|record|effective|notice|review|rebalanc\w+|roll"
    r"|announcement|publication|release)(?: [a-z]+){0,2}"
    r"|at the money or so|or thereabouts"
    r"|(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|ticks?|points?|cent|lots?|shares|contracts|times|two"
    r"|three|ten|dozen|half) or so)\b"
)

_BRIEFLY = re.compile(
    r"\b(?P<what3>(?:acted (?:up)?on|filled|executed|received|delivered|confirmed|answered|arrives?|comes?|available"
    r"|completed|done"
    r"|settled|returned|reported|paid|published) (?:in|on) time)(?=[.,;]|$)|\b(?P<what2>(?:is"
    r"|are) (?:then )?(?:rested|put on (?:probation|hold|watch|ice)|benched|sidelined|parked"
    r"|quarantined"
    r"|blacklisted|banned|barred|locked out)(?=[.,;]|$)|(?:is|are|be) [a-z]+(?: up| out| off)? later(?=[.;,]|$))"
    r"|\b(?P<what>briefly|momentarily|for (?:a|some) (?:moment|bit|little while|spell|stretch|time being)"
    r"|for the time being"
    r"|for now|for (?:days|weeks|months|hours|minutes|seconds|ages|long)(?: on end)?|(?:some|a little|a short|a) "
    r"(?:time|while) (?:later|after|before|earlier|beforehand|afterwards)|after (?:some|a) (?:time|while)"
    r"|before (?:too )?long"
    r"|(?<!as )soon(?: after(?:wards)?)?(?! as)|at some (?:point|stage|time|moment)|sooner or later|eventually"
    r"|in (?:good |due )time|in due course|at a later (?:date|stage|point|time|moment)|(?:come back|return|follow"
    r"|re-?enter|resume|re-?open|added|tried|sold|bought|done|made|paid|released)s? (?:again )?later(?=[.;,]|$)"
    r"|a (?:moment|bit|little) (?:later|longer|earlier|before|after)|until (?:further notice|later|better times)"
    r"|overnight or longer)\b"
)

_TAMED = re.compile(
    r"\b(?P<what2>(?:must|may|should|shall|can) (?:not|never) (?:get|go|become|grow|run) (?:out of (?:hand|control"
    r"|line)|too [a-z]+"
    r"|wild|excessive|unwieldy|far)|(?:is|are) (?:kept|held|limited|restricted|matched|adjusted|geared"
    r"|cut) to what (?:the )?"
    r"[a-z]+ (?:can|will|could|would) (?:absorb|bear|take|digest|handle|carry|stand|allow|offer|support)|(?:allowed"
    r"|permitted"
    r"|accepted|tolerated) within (?:reason|bounds|limits|reasonable (?:bounds|limits)))\b|\b(?:kept|held|left"
    r"|keeps?|holds?|stays?|remains?|maintained) (?:[a-z]+ ){0,3}?(?P<what>within (?:reason|bounds"
    r"|limits"
    r"|reasonable (?:bounds|limits))|in (?:check|hand|balance|proportion)|under control|to (?:a|the) minimum"
    r"|as (?:low|small|tight|close|short|high|large) as (?:possible|practicable|can be)|down|(?:rather |fairly "
    r"|quite )?"
    r"(?:low|modest|moderate|tight|lean|balanced|small))\b(?! (?:than|to|by|enough|until|as))"
)

CHECKS = (
    Check(
        id="DS-VAG-25",
        title="An easy pace, with care: no amounts and no times",
        matters="Slowly is an hour to one programmer and a day to the next.",
        fix="Give the amount in each step and the time between two steps, or the figure that the manner is to keep.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Wording(
            _PACE,
            "'{words}' gives no amount and no time ({subject})",
            "“{words}” says in which manner it is done, and neither how much at a time nor how fast. Every"
            " implementation of it differs.",
            "how much at a time, and how often",
            settled_beside=NUMBER,
        ),
        bad=(
            "The remainder is sold at a comfortable pace.",
            "The hedge is built up slowly.",
            "New markets are entered with caution.",
        ),
        good=(
            "The remainder is sold at a steady pace of 5% of volume.",
            "The hedge is built up slowly, 10% per hour.",
            "Interest accrues at a daily pace. Prices are carefully rounded.",
            "Backtests should be read with care.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-VAG-26",
        title="Near, far, just below: at which distance",
        matters="What is near to one reader is far to another.",
        fix="Give the distance with its unit and what it is measured from, or the range.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Wording(
            _NEAR,
            "'{words}': at which distance is not specified ({subject})",
            "The rule turns on “{words}”, and no number says where that begins or ends.",
            "the distance, with its unit and what it is measured from",
            settled=re.compile(
                r"\b(?:may|might|can|could) (?:also )?(?:influence|affect|move|have an? (?:effect|influence))\b"
            ),
            settled_beside=NUMBER,
        ),
        bad=(
            "Positions close near the mean.",
            "Strikes are chosen not far from the money.",
            "A bid is posted just below the best bid.",
            "Exposure is changed if the new figure is far enough from the old.",
            "With Urgency medium the behaviour lies somewhere in between.",
            "Aggression is high before noon and low thereafter; over lunch it is in between.",
        ),
        good=(
            "Positions close near the mean, within 0.5 standard deviations.",
            "A bid is posted at the near touch.",
            "A bid is posted just below the best bid, by one tick.",
            "The algorithm aims to trade an order close to the average price.",
            "The issuer may trade near the barriers, which may influence their price.",
            "The fair price lies somewhere between the bid and the offer: it is their mean.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-VAG-27",
        title="Briefly, soon, for now: how long",
        matters="A pause of a second and one of an hour are two algorithms.",
        fix="Give the length of time with its unit, and what it begins with.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Wording(
            _BRIEFLY,
            "'{words}': how long is not specified",
            "“{words}” is no length of time; whoever writes the code has to choose one, and no two choose the same.",
            "the length of time, and what it begins with",
            settled_beside=NUMBER,
        ),
        bad=("The algorithm pauses briefly after each fill.", "The venue is tried again some time later."),
        good=(
            "The algorithm pauses briefly, for 3 seconds, after each fill.",
            "As soon as the fill arrives the order is closed.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-VAG-28",
        title="Held low or in check, at no figure",
        matters="Low is half of the capital to one manager and twice of it to another.",
        fix="Give the largest value that is allowed, with its unit and what it is measured on.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Wording(
            _TAMED,
            "'{words}' has no figure ({subject})",
            "“{words}” asks for a limit and gives none; nobody can tell when it is broken.",
            "the largest value allowed, with its unit",
            settled_beside=NUMBER,
        ),
        bad=("Turnover is held low.", "Costs are kept within reason."),
        good=("Turnover is held low, at 5% a day.", "Books are held in line with the custodian's records."),
        confidence=0.75,
    ),
)
