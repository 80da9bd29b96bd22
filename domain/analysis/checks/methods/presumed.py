"""Presumed: what is predefined nowhere, models without inputs, fills and assumptions taken for granted."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_TOLD = re.compile(r"\d|[=×∑Σ]|:\s*$|\b(?:section|table|appendix|annex|formula) ?[\da-z(]")
_PREDEFINED = Wording(
    re.compile(
        r"\b(?:an?|the|its|their|at|within|to|of|by|any|all|these|or|and) (?P<what>(?:pre-?defined|pre-?determined"
        r"|pre-?set|pre-?specified|pre-?agreed|pre-?configured|previously (?:defined|agreed)|agreed-upon|user-defined)"
        r" (?:[a-z-]+ ){0,2}?[a-z-]{3,})(?=[.,;:)]|$| (?:is|are|of|for|in|on|at|by|from|to|and|or|before|after|within"
        r"|has|have|that|which|per)\b)"
    ),
    "'{words}': defined nowhere in the document",
    "The text says that it was defined beforehand, and no passage does so. Whoever implements it has to invent it.",
    "the value, its unit and what it is measured from",
    settled=re.compile(rf"{_TOLD.pattern}|\b(?:refers? to|means|denotes|describes)\b|:\s"),
    settled_next=re.compile(r"\d"),
)
_OBJECTIVE = Wording(
    re.compile(
        r"\boptimi[sz]\w*[^.;]{0,40}?\b(?P<what>(?:minimi[sz]|maximi[sz])(?:e|es|ed|ing|ation of) (?:the"
        r" )?(?:expected |total"
        r" |overall |active |average |aggregate )*(?:deviations?|differences?|distances?|turnover|risk|costs?"
        r"|exposures?|performance|quality|diversification|similarity|utility|liquidity|concentration|returns?))\b"
    ),
    "'{words}': by which measure is not specified",
    "An objective is a formula. The sum of absolute differences, the sum of their squares and the tracking error are"
    " minimal at three different portfolios.",
    "the objective as a formula, with its inputs and constraints",
    settled=re.compile(r"\d|[=×∑Σ²]|\b(?:squared?|sum of|variance|absolute|formula|section|table|covariance)\b|:\s*$"),
)
_TEXTBOOK = Wording(
    re.compile(
        r"\b(?P<what>(?:black[- ]scholes(?:[- ]merton)?|black[- ]76|binomial(?: tree)?|heston|sabr|bachelier|garch"
        r"|kalman"
        r"|almgren[- ]chriss|nelson[- ]siegel|hidden markov|markov[- ]switching|black[- ]litterman|principal component"
        r"|monte carlo|barra|fama[- ]french|hull[- ]white|cox[- ]ross[- ]rubinstein)(?:'s)? (?:[a-z-]+ )?(?:model"
        r"|formula|filter|analysis|simulations?|method|approach|framework|regression))\b"
    ),
    "The inputs of the {words} are not specified",
    "Everybody can look up the {words}; nobody can look up what goes into it here: its parameters, the series they are"
    " estimated on, rates, and conventions.",
    "each input and parameter of the model, its source and its value",
    settled=re.compile(
        r"\d[^.]*%|[=×]|:\s*$|\b(?:inputs?|parameters?|takes?|section|table|appendix|annex)\b|\bwith (?:a "
        r"|the )?\w+ (?:of|from|as)\b"
    ),
    settled_elsewhere=re.compile(r"\binputs? (?:to|of|for) (?:the )?(?:option )?(?:model|formula|pricing|simulation)"),
    once=True,
)
_SAME_PRICE = Wording(
    re.compile(
        r"\b(?P<what>(?:fill(?:s|ed)?|execut\w+|trad(?:e|es|ed)|done|transact\w*|bought|sold|enter(?:s|ed)?|settled"
        r"|assumed|booked|simulated)\b[^.;]{0,60}?\b(?:at|with|on) (?:the |that |this )?(?:same |very |official "
        r"|closing |daily )*(?:clos(?:e|ing price)|settlement(?: price)?|price|fixing|bar|mid)s?(?: price)?"
        r" (?:(?:that|which|from which|on which|at which|by which) )?(?:the )?(?:signals?|scores?|weights?|ranking"
        r"|decision|produced|triggered|generated|gave|led to|was used|were used)[^.;,]{0,30}|(?:back-?test(?:ed)?"
        r"|simulated|paper|model|test) (?:orders?|trades?|fills?|executions?|transactions?) (?:are "
        r"|is )?(?:fill(?:ed)?|execute[ds]?|happen|done|take place|priced|booked) at the (?:official |daily )?(?:mid"
        r"|touch|last|close|closing price|settlement|settlement price|open|theoretical price|signal price)|(?:every"
        r"|each|all|any) (?:[a-z]+ )?(?:orders?|trades?|transactions?)[^.;]{0,40}?(?:filled|executed|done|taken to be"
        r" filled|assumed to be filled) (?:in full )?at (?:the |that |its )?(?:official |daily )?(?:settlement"
        r"|closing|mid|last|fixing|theoretical|opening)(?: price)?)\b"
    ),
    "'{words}': whether that price can be had is an assumption",
    "The price is known only when it is too late to trade at it, or is quoted and not traded. What is filled there in a"
    " test is filled elsewhere in the market.",
    "price and time of the fill after the signal is known, slippage, and what is done with what is not filled",
    settled=re.compile(
        r"\b(?:slippage|market-on-close|on-close order|next|following|plus|minus|lag|\d+ ?(?:bps?|basis|ticks?"
        r"|minutes))\b"
    ),
    settled_elsewhere=re.compile(r"\bslippage (?:of|is)\b[^.;]{0,40}\d"),
)

_VALUE = (
    r"(?:(?:last|latest|previous|prior|closing|opening|settlement|official|fair|market|theoretical|estimated|best"
    r"|offer|bid|mid|known|available|current|average|median|expected|nominal|cash) )*(?:prices?|values?|levels?"
    r"|rates?|estimates?|quotes?|zero|par|cost|mid|bid|ask|offer|mean|median|close|open|cash|proceeds|vwap|twap"
    r"|fixing|average|nothing|nil|interpolation|proxy)"
)
_DONE_WITH = (
    r"(?:completed|withdrawn|cancell?ed|executed|filled|kept|held|sold|closed(?: out)?|rolled|carried (?:over|forward)"
    r"|dropped|postponed|abandoned|converted|exercised|delivered|replaced|removed|reduced|hedged|unwound|left|skipped"
    r"|resubmitted|accepted|rejected|adjusted|ignored|corrected|reinvested|paid out|retained|distributed|traded"
    r"|deferred|netted|written off|settled|excluded|included|suspended|terminated|extended|redeemed)"
)
_EITHER = Wording(
    re.compile(
        rf"\b(?P<what>(?:at|by|with|to|from|using|as|is|are|on|,) (?:either )?(?:the |its |their |an? )?{_VALUE} or"
        rf" (?:else )?(?:at |by |with |to |from )?(?:the |its |their |an? )?{_VALUE}(?: (?:is|are|may be|can be)"
        rf" (?:then )?(?:taken|used|applied|kept|set|paid|substituted))?|(?:^|(?<=[.,;] )|(?<=time ))(?:the|an?|all"
        rf"|any|each)"
        rf" (?:[a-z]+ ){{1,3}}(?:is|are|will be) (?:then )?{_DONE_WITH} or {_DONE_WITH}|(?:the "
        rf"|an? )?{_VALUE} or (?:the "
        rf"|an? )?{_VALUE} (?:is|are|may be|can be|will be) (?:then )?(?:taken|used|applied"
        r"|kept|set|paid|substituted))(?=[.;,]|$)"
    ),
    "'{words}': which of the two is not specified",
    "The rule leaves two answers and no test that chooses between them; the results differ on the very days on which"
    " the rule matters.",
    "which of the two in which case, or the one that always holds",
    settled=re.compile(
        r"\b(?:whichever|depending on|if (?:no|there|none|neither|the)|respectively|the (?:lower|higher|lesser"
        r"|greater|larger|smaller|later|earlier) of|failing (?:that|which)|in (?:this|that) order|first|unless|where"
        r" no|when no|as the case may be|more|better|worse|less|above|below|choice|chosen|selected by|higher|lower"
        r"|between|no )\b"
    ),
    settled_next=re.compile(r"\b(?:if|whichever|the former|the latter|otherwise)\b"),
    everywhere=True,
)
_SUPPOSED = Wording(
    re.compile(
        r"\b(?P<what>(?:is|are|was|were) (?:always |generally |simply )?(?:supposed|assumed|presumed|taken|considered"
        r"|deemed|believed|expected|thought) to (?:be (?:always |fully |freely |immediately |perfectly )*(?:available"
        r"|liquid|borrowable|tradable|tradeable|free|filled|executable|executed|independent|constant|stable|unlimited"
        r"|continuous|negligible|normal\w*|divisible|possible|correct|complete|accurate|open|reliable|representative"
        r"|settled|shortable|fungible|harmless|irrelevant|immaterial|insignificant|random|known|unchanged|small|rare"
        r"|honou?red|valid|sound|fair|sold|bought|borrowed|traded)|have (?:no|an? unlimited|sufficient"
        r"|enough) [a-z]+|hold|persist|continue|exist"
        r"|clear|settle|trade)|(?:assum(?:es|ing)|suppos(?:es|ing)|presum(?:es|ing)|provided|on the assumption) that"
        r" (?:[a-z]+ ){1,4}(?:can|is|are|will) (?:always |be |not |never )*[a-z]+|(?:it is|we|one) (?:assumed?"
        r"|presumed?"
        r"|supposed?|expected|taken|take it|takes it)(?: for granted)? that (?:[a-z]+ ){1,4}(?:can|is|are|will)"
        r" (?:always |be |not |never )*[a-z]+|(?:is|are) taken (?:for granted|as given|as read)|(?:rel(?:y|ies)|counts?"
        r"|trusts?|depends?|banks?) on (?:the |its |their |our )?(?:[a-z]+ )?(?:dealers?|brokers?|market makers?"
        r"|lenders?"
        r"|counterpart(?:y|ies)|banks?|exchanges?|venues?|markets?|clients?|vendors?|liquidity providers?) (?:to|being)"
        r" [a-z]+)\b"
    ),
    "'{words}': what holds where it is not so is not specified ({subject})",
    "An assumption stands where a rule is needed. On the day on which it fails nobody knows what is done.",
    "how it is tested, from which source, and what is done where it fails",
    settled=re.compile(
        r"\b(?:otherwise|if not|failing|where (?:not|no)|unless|except|for (?:the )?(?:purposes? of|example)|in"
        r" back-?tests? only|section \d)\b|\d"
    ),
    settled_next=re.compile(
        r"\b(?:otherwise|if not|if (?:it|they|no|none|an?|the|there)|failing|where (?:not|no|it)|unless)\b"
    ),
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-MET-32",
        title="Filled at the price that made the signal",
        matters="A price that is known is a price that is gone.",
        fix="Give the time and price of the fill after the signal is known, with slippage, and treat what is not"
        " filled.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.HIGH,
        find=_SAME_PRICE,
        bad=(
            "Trades are done at the same closing price that the signal was computed from.",
            "Every order is taken to be filled at the settlement price.",
        ),
        good=(
            "Trades are done at the open after the signal.",
            "Every order is taken to be filled at the settlement price plus 2 bps.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-36",
        title="Two ways, and nothing says which",
        matters="A choice that the text leaves is made by each reader.",
        fix="Say which of the two holds in which case, or keep one.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_EITHER,
        bad=(
            "A bond that defaults is removed at its last price or at zero.",
            "Where a fixing is missing, the previous value or an estimate is used.",
        ),
        good=(
            "A bond is valued at its bid price or at zero, whichever is lower.",
            "The order is priced at the bid or, if there is none, at the last price.",
            "A share is priced at the previous close or at zero if no price has come for 20 days. If it is delisted,"
            " at zero.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-37",
        title="An assumption in place of a rule",
        matters="On some day it fails.",
        fix="Say how it is tested and from which source, and what is done where it fails.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.HIGH,
        find=_SUPPOSED,
        bad=(
            "Stock to borrow is assumed to be available at all times.",
            "The test supposes that each order can be filled.",
            "It is taken for granted that any holding can be sold.",
            "The desk relies on market makers to quote.",
        ),
        good=(
            "Stock to borrow is assumed to be available. If none is found, the position is not opened.",
            "A price is considered to be stale after 5 seconds.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-PAR-20",
        title="Predefined, and defined nowhere",
        matters="What was defined beforehand has to be on the page.",
        fix="Give the value with its unit, or refer to the section or table that has it.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_PREDEFINED,
        bad=("Quotes are pulled at a pre-set distance.", "Alerts are sent to the predetermined recipients."),
        good=(
            "Quotes are pulled at a pre-set distance of 12 basis points.",
            "The daily cap refers to a pre-set limit on orders.",
            "Alerts are sent to the predetermined recipients: the risk officer and the desk head.",
            "Quotes are pulled at a pre-set distance. The distance is 12 basis points.",
        ),
    ),
    Check(
        id="DS-FOR-16",
        title="An objective without its measure",
        matters="Each measure has its minimum elsewhere.",
        fix="Write the objective as a formula, with every input, its window and its source.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_OBJECTIVE,
        bad=("The basket is optimised so as to minimise the total distance to the benchmark weights.",),
        good=("The basket is optimised so as to minimise the sum of squared differences to the benchmark weights.",),
    ),
    Check(
        id="DS-FOR-17",
        title="A textbook model without its inputs",
        matters="The model can be looked up, its inputs cannot.",
        fix="List each input and parameter of the model with its value or source, and the conventions used.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_TEXTBOOK,
        bad=("Fair spreads come from a Kalman filter approach.", "Swaptions are valued with the SABR model."),
        good=("Swaptions are valued with the SABR model, whose parameters are those of Section 4.",),
        confidence=0.75,
    ),
)
