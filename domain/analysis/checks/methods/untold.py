"""What rules lean on and never tell: tests to pass, signs to show, values of each kind, what others do."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR

_TOLD = re.compile(
    r"\d|[:=×]|\b(?:section|table|appendix|annex|schedule) [\da-z]\b|\bas (?:defined|described|follows|set out|listed)"
)
_DETERMINER = r"(?:an?|the|our|its|their|all|any) "
_TEST = re.compile(
    rf"\b(?:pass(?:es|ed|ing)?|fail(?:s|ed|ing)?|clear(?:s|ed)?|surviv(?:es?|ed)|undergo(?:es|ne)?|complet(?:es|ed)?)"
    rf" {_DETERMINER}(?P<what>(?:[a-z-]+ ){{0,3}}?(?:checks?|tests?|screen(?:s|ing)?|reviews?|assessments?|vetting"
    r"|due diligence|audits?|filters?|validations?|evaluations?|controls?|verification|inspection))\b"
    r"|\b(?P<what2>(?:is|are) (?:tested|vetted|assessed))(?=[.,;]| and\b)"
)
_ALL_OF_THEM = re.compile(
    r"\b(?:all|any|every|each|the|an?)(?: of)?(?: the| these| those)? (?:checks?|tests?|controls?|validations?"
    r"|filters?|screens?)\b"
)
_HAS_TESTS = re.compile(r"[<>≤≥]|\d[\d.,]* ?(?:%|to\b|ms\b|s\b)|\b(?:more|less|fewer) than\b|\bat (?:least|most)\b")
_SIGNS = re.compile(
    r"\b(?P<what>(?:signs|(?<!\bthe )sign|signals?|indications?|evidence|symptoms?|hints?"
    r"|suspicion|a risk|danger) of (?!this|it\b|a"
    r" (?:buy|sell))(?:an? |the |any )?(?:[a-z-]+ ){0,2}?[a-z-]{4,})(?=[.,;:)]|$| (?:is|are|in|on|at|by|the|and|or|for"
    r"|within|during)\b)"
)
_OF_EACH = re.compile(
    r"\b(?P<what>(?:sector|industry|country|region|asset|currency|client|customer|venue|market|exchange|stock|security"
    r"|instrument|product|issuer|desk|trader|user|pair|symbol|contract|commodity|token|account|broker|strategy|fund"
    r"|counterparty|bucket|tenor|portfolio|class)-(?:specific|dependent|dependant|level|related|wise) (?:[a-z-]+ "
    r"){0,2}?(?:weights?|weightings?|limits?|thresholds?|factors?|caps?|floors?|haircuts?|parameters?|values?|buffers?"
    r"|margins?|fees?|rates?|windows?|periods?|multipliers?|adjustments?|targets?|bands?|settings|criteria|rules"
    r"|calendars?|spreads?|tolerances?|coefficients?|budgets?|costs?))\b"
)
_ESTIMATE = re.compile(
    r"\b(?P<what>(?:an?|the) (?:[a-z]+ )?(?:estimat(?:e|ion)|approximation|proxy|adjustment|correction|allowance"
    r"|reduction|uplift|deduction|penalty|bonus|imputation) (?:is|are|may be|can be|will be|shall be) (?:then "
    r")?(?:made|used|applied|given|granted|added|taken|performed|carried out|imposed))\b(?! (?:of|by|to (?:the nearest"
    r"|zero)) )|\b(?P<what3>(?:estimates?|estimated (?:data|values?|figures)|proxies|proxy (?:data|values?)"
    r"|approximations?)"
    r" (?:is|are|may be|can be|will be) (?:then )?(?:used|applied|substituted))\b|\b(?P<what2>(?:may|can|will|shall"
    r"|is|are) (?:be )?(?:given|granted|assigned|receives?) (?:an?|the)"
    r" (?:upward |downward |additional |further |manual |positive |negative )?(?:adjustment|correction|bonus|penalty"
    r"|uplift|haircut|premium|discount|mark-?up|preference|waiver))\b"
)
_AS_OTHERS = re.compile(
    r"\b(?P<what>(?:the )?same (?:[a-z-]+ ){0,3}?(?:as|used) (?:in|for|by|with|on|of) (?:the |our |all )?(?:other"
    r"|existing|previous|earlier|former|sister|flagship|standard|current|remaining)\b(?: [a-z-]+){0,3}|(?:as"
    r"|like) (?:in"
    r"|for|with|on) (?:the |our |all )?(?:other|previous|earlier|sister|flagship|predecessor) (?:strateg(?:y|ies)|ind"
    r"(?:ex|ices)|desks?|models?|products?|funds?|systems?|markets?|versions?|releases?))\b"
)
_NORMS = re.compile(
    r"\b(?P<what>(?:international|global|generally accepted|internationally (?:accepted|recogni[sz]ed)|widely accepted"
    r"|ethical|societal|minimum social) (?:[a-z-]+ ){0,2}?(?:norms?|standards?|conventions?|principles|safeguards"
    r"|agreements|treaties|sanctions))\b"
)
_NAMED = re.compile(
    r"[(:]|\d|\b(?:un global compact|united nations|un |oecd|ilo|ifrs|iso|iosco|ofac|eu |global compact|guiding"
    r" principles|such as|namely|including)"
)
_TAX = re.compile(
    r"\b(?P<what>withholding[- ]tax(?:es)?|transaction[- ]tax(?:es)?|stamp duty|financial transaction tax"
    r"|(?:net of|after(?: deduction of)?|less) (?:any |the |all |applicable |local |relevant )*tax(?:es)?)\b"
)
_TAX_TOLD = re.compile(
    r"\d|\b(?:rates? (?:of|in|set|published|listed|applicable to)|maximum rate|section|table|appendix|annex|without"
    r"|no|not|gross of|before|excluding|ignor\w+|refund\w*|reclaim\w*)\b"
)
_SCALED = re.compile(
    r"\b(?:positions?|weights?|exposures?|signals?|scores?|returns?|sizes?|notionals?|factors?|values?|allocations?"
    r"|inputs?|features?|variables?|z-scores?|jumps|spikes|tails?(?: of the [a-z]+)?|extremes|peaks|gaps|noise"
    r"|series|data"
    r"|prices|volumes|estimates|outliers|curves?|ratings?|forecasts) (?:[a-z-]+ )?(?P<what>(?:is|are) (?:then |also "
    r"|first |dynamically"
    r" )?(?:re-?scaled"
    r"|scaled|normali[sz]ed|standardi[sz]ed|winsori[sz]ed|neutrali[sz]ed|detrended|orthogonali[sz]ed|demeaned"
    r"|transformed|blended|calibrated|aggregated|flattened|clipped|pruned|thinned|bucketed|binned|graded|coded"
    r"|encoded|squashed"
    r"|compressed|filtered|denoised|deseasonali[sz]ed|cent(?:er|re)d|whitened|residuali[sz]ed|truncated|tapered"
    r"|extrapolated"
    r"|imputed|filled in|cleaned|cleansed|scrubbed|evened out|passed through (?:an? |the )?(?:[a-z]+ )?filters?"
    r"|toned down"
    r"|sharpened|stabili[sz]ed))\b"
)
_SCALED_BY = re.compile(
    r"\d|[:=×]|\b(?:divid\w+|multipl\w+|subtract\w+|add up|sum(?:s|med)? (?:up )?to|mean|median|percentiles?|ranks?"
    r"|section|table|appendix|pro[- ]?rata|proportional\w*|formula)\b"
)
_REINVESTED = re.compile(
    r"\b(?:dividends?|distributions?|coupons?|interest|income|proceeds)\b[^.;]{0,40}?\b"
    r"(?P<what>(?:is|are) (?:(?!not )\w+ )?re-?invested)\b"
)
_REINVESTED_ON = re.compile(
    r"\d|\bex[- ]?(?:date|day|dividend)|\b(?:pay(?:ment|able)?[- ]?(?:date|day)|on the|at the|when|day|month|daily"
    r"|monthly|next|rebalancing|section)\b"
)


_TO_PASS = Wording(
    _TEST,
    "'{words}': what is tested and when it is passed is not specified",
    "Membership or action turns on “{words}”, and the document does not say what is looked at nor where the"
    " line is; two examiners come to two results.",
    "what is tested, with the value at which it is passed",
    settled=re.compile(rf"{_TOLD.pattern}|\bthe same [a-z]+\b"),
)


def _tested(ir: DocumentIR) -> Iterator[Hit]:
    """Tests of no stated content; all of them are those that the section holds."""
    for hit in _TO_PASS(ir):
        own = next(s for s in ir.segments if s.block.id == hit.spans[0].block)
        section = (s for s in ir.segments if s.section is own.section)
        if not (_ALL_OF_THEM.search(ir.around(hit.spans[0], 16)) and any(_HAS_TESTS.search(s.low) for s in section)):
            yield hit


CHECKS = (
    Check(
        id="DS-MET-18",
        title="Scaled or normalised, and nothing says how",
        matters="A rank, a z-score and a share of the range are three scales.",
        fix="Write the scaling as a formula, with the group and window its statistics are taken over.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _SCALED,
            "{Subject} '{words}': by which method is not specified",
            "The text says that {subject} are brought to another scale and not by which formula, over which group and"
            " window; each choice gives other numbers.",
            "the formula, and the group and window it is taken over",
            settled=_SCALED_BY,
        ),
        bad=("Factor scores are standardized.", "The signals are normalised across assets before they are used."),
        good=(
            "Factor scores are standardized by subtracting the mean of the sector.",
            "Weights are rescaled to sum to 1.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-CAL-20",
        title="Reinvested, and nothing says when",
        matters="Reinvested on the ex-date and on the day of payment, income earns two returns.",
        fix="Name the day, the price and the assets in which the income is put.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _REINVESTED,
            "'{words}': on which date is not specified ({subject})",
            "Income can be reinvested on the ex-date, on the date of payment or at the next rebalancing, in the"
            " payer or in all members; the results part from the first payment on.",
            "the day, the price, and in which assets",
            settled=_REINVESTED_ON,
            settled_elsewhere=re.compile(r"\bex[- ](?:date|dividend)"),
        ),
        bad=("Coupons are reinvested.", "Dividends received by the fund are fully reinvested."),
        good=(
            "Coupons are not reinvested.",
            "Coupons are reinvested on the payment date.",
            "Dividends are reinvested at the open of the ex-date.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-13",
        title="A test to pass, and nothing says what is tested",
        matters="What passes with one examiner fails with the next.",
        fix="List what the test looks at, with the value at which it is passed, who runs it and how often.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_tested,
        bad=("A coin is eligible if it has passed our security check.", "Venues must pass a due diligence."),
        good=(
            "# 1. Checks\n\nAn order failing any check is rejected.\n\n- Size: at most 10,000 shares\n- Price: "
            "within 5% of the last",
            "A coin is eligible if it has passed the security check of section 4.",
            "Rents are at least half of income. Where income is negative, the same share of sales is tested.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-14",
        title="Signs of something, and nothing says which",
        matters="Signs are seen by some and not by others.",
        fix="Say which figure shows it, from which value on, over which time, and who looks.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _SIGNS,
            "'{words}': by which test it is told is not specified",
            "The rule acts on “{words}” and names no figure that shows it. One implementation sees it on a day on which"
            " another does not.",
            "the figure that shows it, and its value",
            settled=_TOLD,
        ),
        bad=("Venues that show signs of information leakage are avoided.",),
        good=(
            "Venues that show signs of leakage, a markout below -2 bps over 30 days, are avoided.",
            "The sign of the debt measure is changed before the average is taken.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-PAR-14",
        title="A value for each kind, and none is given",
        matters="A value that differs by kind has to be a table.",
        fix="Add the table with one value for each kind, and what holds for a kind that is not in it.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Wording(
            _OF_EACH,
            "The {words} are not given",
            "“{words}” says that there is a value for each, and the document lists none of them.",
            "the values, one for each, or the table that has them",
            settled=_TOLD,
        ),
        bad=("Pillar scores are aggregated using sector-specific weights.",),
        good=("Pillar scores are aggregated using the sector-specific weights of table 2.",),
        confidence=0.85,
    ),
    Check(
        id="DS-MET-15",
        title="Something is estimated or adjusted, and nothing says how",
        matters="The estimate decides where data are missing, which is where readers differ most.",
        fix="Give the method of the estimate or the size of the adjustment, its data, and who makes it.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _ESTIMATE,
            "'{words}': how and by how much is not specified",
            "“{words}” changes a figure, and the document gives neither method nor size; each implementer has another"
            " one.",
            "the method or the size, and the data it rests on",
            settled=_TOLD,
        ),
        bad=(
            "Where an indicator is not disclosed, an estimate is made.",
            "Companies can be given an upward adjustment.",
            "For funds without a price estimates may be used.",
        ),
        good=("Where an indicator is not disclosed, an estimate is made: the median of the sector.",),
        confidence=0.8,
    ),
    Check(
        id="DS-REF-06",
        title="A rule is that of another document",
        matters="What holds elsewhere changes there, and nobody tells this document.",
        fix="Write the rule out here, or name the other document with its version and section.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=Wording(
            _AS_OTHERS,
            "The rule is '{words}', which this document does not contain",
            "Whoever has only this document cannot know what is done there, nor when it changes.",
            "the rule itself, or title, version and section of what has it",
            settled=re.compile(r"\b(?:section|table|appendix|annex|version) [\da-z]"),
            everywhere=True,
        ),
        bad=("The cost model is the same as in the other strategies of the desk.",),
        good=("The cost model is the one of section 4.",),
        confidence=0.8,
    ),
    Check(
        id="DS-NAM-08",
        title="Norms that are not named",
        matters="There are many norms, and providers judge by different ones.",
        fix="Name the norms or treaties, and who decides by which data that one is broken.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _NORMS,
            "Which {words} are meant is not specified",
            "“{words}” may be those of the United Nations, the OECD or a data provider's own list; each excludes other"
            " names.",
            "the norms by name, and by whose data a breach is told",
            settled=_NAMED,
        ),
        bad=("Companies in breach of international norms are excluded.",),
        good=("Companies in breach of international norms (UN Global Compact, as judged by MSCI) are excluded.",),
        confidence=0.8,
    ),
    Check(
        id="DS-PAR-15",
        title="A tax without its rate",
        matters="Tax rates differ by country and investor, and change every year.",
        fix="Give the rates by country or the publication they are taken from, for which investor, and as of when.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=Wording(
            _TAX,
            "'{words}': neither the tax rate nor its source is specified",
            "“{words}” is taken off, and neither a rate nor a table of rates is given or named; two investors of"
            " different domicile pay differently.",
            "the rate for each country, or where the rates are published and for which investor",
            settled_elsewhere=re.compile(
                r"\bwithholding[- ]tax(?:es)?(?: rates?)?[^.;]{0,60}(?:\d|table|appendix|annex)"
            ),
            settled=_TAX_TOLD,
            once=True,
        ),
        bad=("The net return version applies withholding tax.", "Coupons are credited net of tax."),
        good=("The net return version deducts withholding tax at a rate of 15%.",),
        confidence=0.8,
    ),
)
