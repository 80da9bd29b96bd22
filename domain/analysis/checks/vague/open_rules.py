"""Rules left open: conditions that cannot be tested, methods left to custom, approximate numbers."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.checks.vague.words import MADE_KNOWN, QUANTIFIED, is_defined
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED
from domain.semantics.phrases import phrase_before

IN_CASE = re.compile(
    r"\b(?:when|once|after|until|if|as soon as) (?:market |trading |liquidity |the )?(?:conditions|markets?|situation"
    r"|volatility"
    r"|liquidity|spreads) (?:has |have )?(?:normali[sz]e[ds]?|stabili[sz]e[ds]?|return(?:s|ed)? to normal|recover(?:s"
    r"|ed)?|calm(?:s|ed)? down)\b|"
    r"\b(?:where|if|when|as|whenever|unless) (?:it|they|this|these) (?:is|are) (?:(?:deemed|considered|judged|thought"
    r"|found) (?!to (?:be|have) \d)(?!(?:within|in|on|by|at|before|after|during|between|among|later|earlier|only)\b)"
    r"[a-z]+)\b|\b(?:where|if|when|(?<!soon )(?<!long )(?<!often )(?<!much )(?<!many )(?<!far )(?<!few )as|whenever"
    r"|unless) "
    r"(?:it is |they are |deemed |considered |otherwise )*(?:appropriate|necessary|needed|required|possible|suitable"
    r"|practicable|feasible|warranted|reasonable|profitable|favou?rable|economical|cost-effective|optimal|prudent"
    r"|advantageous|opportune|expedient|convenient|worthwhile|justified|useful|helpful|sensible|desirable|beneficial"
    r"|advisable|relevant|significant|material|substantial|serious|urgent|deemed \w+)\b|\bwhen "
    r"(?:market )?conditions (?:\w+ ){0,2}(?:warrant|permit|allow|require|justify|change|improve|deteriorate)|\b"
    r"(?:under|in|during) (?:certain|exceptional|extraordinary|unusual|extreme|special|abnormal|stressed|adverse"
    r"|volatile|normal|turbulent) (?:market )?(?:circumstances|conditions|situations|cases|times|events|periods)\b|\b"
    r"(?:on a )?case[- ]by[- ]case(?: basis)?\b|\bon (?:its|their) (?:own |individual )?merits?\b|\bas (?:it"
    r"|they) (?:arise|occur|come|happen)s?\b|\bmay or may not\b|\bin the event of "
    r"(?:market )?(?:stress|disruption|turbulence)\b|\b(?:in|during|at|under) (?:times|periods|phases|episodes|days"
    r"|situations|conditions|moments) of (?:heightened |severe |market |extreme |elevated |exceptional )*(?:stress"
    r"|turbulence|turmoil|crisis|volatility|uncertainty|illiquidity|dislocation|low liquidity|distress)\b"
    r"|\bin times of (?:market )?\w+"
    r"|\b(?:except|unless|save) (?:where|when|if) (?:this|that|it) (?:is|would be|proves) (?:not |im)(?:practical"
    r"|practicable"
    r"|possible|feasible|appropriate)\b|\b(?:where|when|if|unless|because) [^.;,]{3,60}? (?:makes?|renders?) (?:this"
    r"|that|it) (?:impracticable|impractical|impossible|inappropriate|undesirable|necessary|unsuitable|unreasonable)\b"
    r"|\b(?:in|during|under|throughout) (?:fast|choppy|quiet|thin|calm|busy|trending|sideways|illiquid|rising|falling"
    r"|bull|bear|difficult|hectic|nervous|unsettled|rough|unfavou?rable) (?:markets?|periods?|sessions?|phases?|trading"
    r"|times|hours|regimes?)\b|\b(?:where|if|when|unless) (?:it|this|they|(?:an?|the) [a-z]+(?: [a-z]+)?) (?:is|are)"
    r" (?:likely|unlikely|expected|thought|believed|anticipated) to\b"
    r"|\b(?:where|when|if|as|to the extent(?: that)?|as far as|insofar as) (?:the )?(?:data|liquidity|market|time"
    r"|capacity"
    r"|inventory|volume|risk|budget|spread|circumstances)(?: [a-z]+)? (?:allows?|permits?|warrants?|justif(?:y|ies))\b"
    r"|\bin (?:an )?emergenc(?:y|ies)\b|\b(?:when|once|after|until|if|as soon as) (?:it|they|turbulence|stress"
    r"|activity|trading"
    r"|the markets?|things) (?:has |have )?(?:normali[sz]e[ds]?|stabili[sz]e[ds]?|calm(?:s|ed)? down|recover(?:s"
    r"|ed)?|subsides?|subsided|eases?|eased)\b"
)


_REQUIRED_BY = re.compile(r"as required by (?:the )?[A-Z]")
"""Somebody with a name says what is required, such as a clearing house."""


_REACHES_BACK = re.compile(
    r"\b(?:from|of|dated) (?:before|prior to) [^.;,]{3,40} (?:are|is|may be) (?:used|taken|included) $"
)
"""Older values are taken as far back as a window of stated length reaches."""
_IF_MATERIAL = re.compile(r"(?:where|if|when) (?:it is |they are )?(?:material|significant)$")
"""Beside a notice it decides how long a letter is out, as "material changes" does."""


def _in_what_case(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(IN_CASE):
        for match in IN_CASE.finditer(segment.low):
            words = segment.text[match.start() : match.end()]
            if is_defined(ir, re.sub(r"^(?:under|in|during) ", "", words)) or QUANTIFIED.match(
                segment.low, match.end()
            ):
                continue
            if re.search(
                r"section|table|appendix|legally|by law|\b(?:rule|article|clause|paragraph) \d",
                segment.low[match.end() : match.end() + 30],
            ):
                continue
            if _REQUIRED_BY.match(segment.text, match.start()) or _REACHES_BACK.search(segment.low, 0, match.start()):
                continue
            action = phrase_before(segment.text, match.start()) or " ".join(segment.text.split()[:4])
            yield Hit(
                title=f"'{words}' leaves open when the rule applies ({action})",
                why=f"“{words}” names no condition that can be tested. One implementer applies the rule on a given"
                " day and another does not.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=replace(
                    segment,
                    match.start(),
                    match.end(),
                    to_specify("the condition under which, as a test on named data"),
                ),
                severity=Severity.LOW if _IF_MATERIAL.match(words) and MADE_KNOWN.search(segment.low) else None,
            )


_CUSTOM = re.compile(
    r"\b(?:(?!(?:prevailing|usual|current) (?:market )?(?:rates?|fees|charges?|levels)\b)"
    r"(?:general|common|standard|usual|normal|prevailing|customary|accepted|established|typical|current)(?:ly)? "
    r"(?:\w+ )?(?:practices?|conventions?|standards?|customs?|methodology|methodologies|methods?|techniques?"
    r"|procedures?|approach(?:es)?|accounting principles|formulas?|rules|ratios?|metrics|tests?|settings|adjustments"
    r"|factors?|indicators?|terms|rates|fees|charges|tariffs?|commissions?|haircuts?|filters?|estimators?)|"
    r"(?:our|in-house|internal|house|the (?:firm|company|administrator|sponsor|desk|bank|provider)'s) (?:own |usual "
    r"|internal )?"
    r"(?:standards?|criteria|requirements|guidelines|rules|tolerances?|conventions?|practices?|thresholds?)(?! \()"
    r"|(?:follows?|by|according to|per|under|as per|in line with|observes?) (?:the )?(?:usual |local |common "
    r"|general |normal )?"
    r"(?:conventions?|custom|tradition|usage|habit|etiquette)(?=[.,;]|$)"
    r"|(?:industry|market)[- ](?:standards?|practices?|conventions?|best practices?|norms?)"
    r"(?: (?:methodology|methods?|practices?|approach|formulas?))?|best practices?|(?:recogni[sz]ed|accepted"
    r"|regarded|considered|known|perceived)"
    r" (?:as [a-z]+ )?by (?:the |most )?(?:market|industry|investors|participants)|as commonly "
    r"(?:defined|understood|used)|commonly (?:used|accepted|defined)|standard industry \w+|in the usual "
    r"(?:way|manner)|as usual|state[- ]of[- ]the[- ]art)\b"
)


def _whose_custom(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_CUSTOM):
        for match in _CUSTOM.finditer(segment.low):
            words = segment.text[match.start() : match.end()]
            if (
                ir.refers(segment)
                or _IDENTIFIED.match(segment.low, match.end())
                or _STANDARD_BEFORE.search(segment.low, 0, match.start())
            ):
                continue
            subject = _whole_subject(segment.text, match.start())
            yield Hit(
                title=f"{subject}: left to '{words}'",
                why=f"There is more than one “{words}”: the text names none, so each implementer takes the one of his"
                " house.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=replace(
                    segment, match.start(), match.end(), to_specify("the method itself, with formula and inputs")
                ),
            )


_STANDARD = r"(?:(?:iso|isda|ifrs|gaap|gics|icb)\b|act/|30/360)"
_IDENTIFIED = re.compile(rf"[\s,:]*(?:of |under |namely |such as )?(?:\(|\"|(?:us )?{_STANDARD})")
_STANDARD_BEFORE = re.compile(rf"\b{_STANDARD}\s*$")


def _whole_subject(text: str, at: int) -> str:
    first = re.split(r"\b(?:is|are|uses?|follows?|in accordance|according|as|using)\b", text[:at], maxsplit=1)[0].strip(
        " -,("
    )
    return first if 0 < len(first) <= 60 else "The rule"


_ABOUT = re.compile(
    r"\b(?P<word>approximately|roughly|around|about|circa|nearly|almost|close to|near) "
    rf"(?:the )?(?P<what>[$€£]\d[\d.,]*|\d[\d.,]*\s?(?:%|bps)|(?:{SPELLED})(?= (?:times|percent|per cent|days?"
    rf"|weeks?|months?|years?|minutes?|seconds?)\b)|half|(?:top|bottom) \w+|\w+ quartile|zero)(?= |[.,;)]|$)"
)


def _about(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_ABOUT):
        for match in _ABOUT.finditer(segment.low):
            words = segment.text[match.start() : match.end()]
            yield Hit(
                title=f"'{words}' is not exact",
                why=f"A rule that turns on “{words}” has no line at which it turns; whoever is near the line is in"
                " for one reader and out for the other.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=replace(
                    segment, match.start(), match.start("what"), f"{to_specify('exactly, or a range around')} "
                ),
            )


CHECKS = (
    Check(
        id="DS-VAG-03",
        title="A condition that cannot be tested",
        matters="Whether the rule applies depends on who reads it.",
        fix="Say which observable value decides, on which source and at which time, and what follows when it is "
        "not met.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_in_what_case,
        bad=(
            "In periods of stress exposure is halved.",
            "A spin-off is treated on its merits.",
            "Use futures where appropriate.",
            "Dark venues are used when it is advantageous.",
            "A constituent is removed if it is found unsuitable.",
            "Trading may be suspended under exceptional circumstances.",
        ),
        good=(
            "In an emergency declared under rule 9.1 of the Trading Rules the notice is one day.",
            "An error is corrected if it is found within two days of publication and exceeds 0.05% of the level.",
            "Margin is posted as required by Eurex Clearing.",
            "Closes from before the start date are taken as needed.",
            "Use futures where the spread is above 15 bps.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-VAG-04",
        title="A method is left to custom",
        matters="Customs differ between houses, markets and years.",
        fix="Name the convention or write its steps out: which formula, which data, which edition of a standard.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_whose_custom,
        bad=(
            "Brokers are admitted if they meet our standards.",
            "Stock splits are handled according to market convention.",
            "Momentum is calculated using the standard industry methodology.",
        ),
        good=("Stock splits: the number of shares is multiplied by the split factor on the ex-date.",),
        confidence=0.85,
    ),
    Check(
        id="DS-VAG-05",
        title="An approximate number decides a rule",
        matters="What is near the line is in for one reader and out for the other.",
        fix="Give the exact number, or a range with a rule for which value in it is taken.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_about,
        bad=("The bottom stocks, approximately 25%, are excluded.",),
        good=("The bottom 25% of stocks are excluded.",),
    ),
)
