"""References that lead nowhere: parts that are not in the document, and other documents that cannot be found."""

import re
from collections import defaultdict
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_behind, capital, takes_paragraph, to_specify
from domain.analysis.checks.references.law import is_of_law
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.documents.changes import InsertAfter, Suggestion
from domain.documents.text import Story, spelled
from domain.semantics.ir import DocumentIR
from domain.semantics.names import SOURCE
from domain.semantics.references import PARTS
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import Reference, Resolution
from domain.semantics.words import content_words


def _dangling(ir: DocumentIR) -> Iterator[Hit]:
    missing = defaultdict[tuple[str, str], list[Reference]](list)
    for reference in ir.understanding.references:
        if reference.resolution is Resolution.DANGLING and reference.kind in PARTS and is_of_law(ir, reference):
            continue
        if reference.resolution is Resolution.DANGLING and (reference.kind in PARTS or reference.kind == "note"):
            missing[reference.kind, reference.label.lower()].append(reference)
    for (kind, label), references in missing.items():
        # without any numbered heading (or equation) the numbers may have been lost on the way here
        if label[0].isdigit() and not _has_numbers(ir, kind):
            continue
        first = references[0]
        name = f"{capital(kind)} {first.label if kind == 'section' else label.upper()}"
        wanted = f" (“{first.expects}”)" if first.expects else ""
        yield Hit(
            title=f"{name} is referred to but not included",
            why=f"The text relies on {name}{wanted}, and the document has no {name}. Whoever implements it has to"
            " guess what stands there.",
            spans=tuple(reference.span for reference in references[:8]),
            suggestion=_supplied(ir, name, first),
            severity=_SEVERITIES.get(kind, Severity.CRITICAL),
        )


_SEVERITIES = dict.fromkeys(("section", "figure", "equation"), Severity.HIGH) | {"note": Severity.MEDIUM}


def _has_numbers(ir: DocumentIR, kind: str) -> bool:
    match kind:
        case "section":
            return any(section.number[:1].isdigit() for section in ir.sections)
        case "equation":
            texts = (spelled(block, 0, len(block.text)) for block in ir.blocks if "(" in block.text or block.atoms)
            return any(_NUMBERED_EQUATION.search(text) for text in texts)
        case _:
            return True


_NUMBERED_EQUATION = re.compile(r"\\tag|(?:^|=.*|\s)\(\d{1,3}[a-z]?\)\s*$")


def _supplied(ir: DocumentIR, name: str, reference: Reference) -> Suggestion:
    """The missing part at the end of the document, or words at the reference where a list or a table ends it."""
    last = next((block for block in reversed(ir.blocks) if block.story is Story.BODY), ir.blocks[-1])
    if takes_paragraph(last):
        text = f"{name} {to_specify(f'the content of {name} that the text relies on')}"
        return InsertAfter(block=last.id, text=text)
    what = to_specify(f"the content of {name}, or where it is to be found")
    return add_behind(reference.span, f" {what}")


_RULES = re.compile(
    r"\b(?:methodolog(?:y|ies)|polic(?:y|ies)|guid(?:es?|elines?|ebook)|manuals?|handbooks?|rule ?books?"
    r"|procedures?|prospectus(?:es)?"
    r"|memorandum|circular|term ?sheet|white ?paper|documents?|documentation|framework|file|agreement"
    r"|spreadsheet|website|side letter|(?:interface|operating|file) specifications?|code of (?:conduct|ethics"
    r"|practice)|playbooks?|runbooks?|charter|booklets?|protocols?|bulletins?|catalogues?|compendium|primer|instructions|conditions"
    r"|(?<=[a-z] )standards?)\b"
)
"""Documents that hold rules of a method, rather than law that everybody can look up."""
_IDENTIFIED = re.compile(r"\b(?:(?:version|dated|v\d+|available at|isbn|20\d\d|reference number)\b|https?:|www\.)|\"")


def _elsewhere(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.prose:
        for reference in ir.references(segment):
            start, end = reference.span.start - segment.start, reference.span.end - segment.start
            named = reference.label.lower()
            if reference.kind != "document" or not _RULES.search(named) or _IDENTIFIED.search(segment.low, start):
                continue
            if (
                _LAW.search(named)
                or _ASIDE.search(named)
                or not (_SENT.search(segment.low, max(0, start - 60), start) or _HOLDS_IT.match(segment.low, end))
            ):
                continue
            yield Hit(
                title=f"The rule stands in another document: '{reference.label}'",
                why=f"The sentence sends the reader to “{reference.span.quote}”, which is not part of this document and"
                " is named without a version or place. Two teams may work from different versions of it, or from none.",
                spans=(reference.span,),
                suggestion=add_after(segment, end, f" {to_specify('title, version, date and where it can be had')}"),
            )


_HOLDS_IT = re.compile(
    r" (?:prescribes?|says|sets? (?:out|forth)|describes?|provides?|lays? down|states|requires?|specifies|shows|lists"
    r"|contains|explains|decides?|rules|tells)\b"
)
"""What such a document does: "as the Events Booklet prescribes"."""
_ASIDE = re.compile(r"\b(?:complaints?|privacy|remuneration|whistle\w*)\b")
"""What such a document rules moves no number."""
_LAW = re.compile(r"\b(?:act|regulations?|directive|code(?! of (?:conduct|ethics|practice))|law|rules? \d)\b")
_SENT = re.compile(
    r"\b(?:described|defined|detailed|set (?:out|forth)|specified|outlined|provided|stated|published"
    r"|disclosed|documented|available"
    r"|contained|laid down|set down|spelled out|explained|written(?: down)?|recorded|prescribed|agreed|fixed|kept|found"
    r"|(?:those|that|the ones?) of|adher\w+ to|keeps? to|bound by|observes?|obeys?|comes? from|taken from|by|see"
    r"|refer to|in accordance with|according to|in line with|pursuant to|under|per"
    r"|governed by|follow(?:s|ed)?|following|subject to|of|complies with|comply with)\b[^.;]{0,40}$"
)


_POINTER = re.compile(
    r"\b(?:exclusion|restricted|approved|watch|eligible|country|countries|block|black|white|negative|permitted|banned"
    r"|reserve|replacement|waiting|sanctions?|allow|deny|exception|grey|holiday|priority|ranking|selection|candidate"
    r"|replacements|preferred|broker|dealer|venue)[\s-]?(?:securities |countries |country |exchanges? |issuers? "
    r"|counterparties |brokers? )?list\b"
)


_KEPT_BY = re.compile(
    r"\blists?\b[^.;]{0,30}? (?:is|are) (?:\w+ )?(?:produced|kept|maintained|published|provided|drawn up|loaded"
    r"|issued|updated"
    r"|supplied|delivered|taken) (?:\w+ ){0,2}?(?:by|from|on|in)\b"
    r"|\b(?:produces?|keeps?|maintains?|publish(?:es)?|provides?|draws? up|issues?|updates?|supplies) (?:the|an?|its)"
    r" [a-z -]{0,30}\blist\b"
)
_OWNER = re.compile(r"(?<=[a-z,] )(?!The|An?\b|Each|Any|All|No)[A-Z][\w&]+(?:'s)? $")
_IN_BRACKET = re.compile(r"[^.;(]{0,20}\((?:[A-Z][a-z]+|[^()]*\d)")


def _is_kept(ir: DocumentIR, segment: Segment, match: re.Match[str]) -> bool:
    """Whether its owner is named: "the WMR holiday list", "the restricted list is kept by Compliance"."""
    named = _OWNER.search(segment.text, 0, match.start()) or _IN_BRACKET.match(segment.text, match.end())
    words = content_words(match.group())
    return named is not None or any(_KEPT_BY.search(other.low) for other in ir.with_all(words))


def _list(ir: DocumentIR) -> Iterator[Hit]:
    headings = [segment.low for segment in ir.segments if segment.kind is SegmentKind.HEADING]
    told = set[str]()
    for segment in ir.rules.having(_POINTER):
        match = _POINTER.search(segment.low)
        if not match or match.group() in told or ir.meaning(match.group()) or ir.refers(segment):
            continue
        if any(match.group() in heading for heading in headings) or _IDENTIFIED.search(segment.low):
            continue
        if _is_kept(ir, segment, match):
            continue
        told.add(match.group())
        yield Hit(
            title=f"The '{match.group()}' is not given",
            why=f"Membership depends on the “{match.group()}”, and the document neither holds that list nor says"
            " where and as of which date it is to be had.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" {to_specify('the list, or its publisher, version and date')}"
            ),
        )


_OWN_TABLE = re.compile(
    r"\b(?:set (?:out|forth) in|listed in|specified in|given in|shown in|defined in|taken from|accordance with"
    r"|according to"
    r"|per|see|under|from|by|in|to) the (?P<what>(?:[A-Z][a-z]+ ){1,3}(?:Table|Schedule|Matrix|Grid|Sheet|Register"
    r"|Annexe?))(?![\w-]| (?:[A-Z\d]\b|of (?:the )?[A-Z]))"
)


def _named_table(ir: DocumentIR) -> Iterator[Hit]:
    """A table with a name of its own that the document does not hold: "according to the Fee Table"."""
    told = set[str]()
    for segment in ir.prose.having(_OWN_TABLE):
        for match in _OWN_TABLE.finditer(segment.text):
            what = match["what"]
            if what in told or ir.meaning(what) or _IDENTIFIED.search(segment.low, match.end()):
                continue
            words = content_words(what)
            if any(s.kind is SegmentKind.HEADING or _CAPTION.match(s.low) for s in ir.with_all(words)):
                continue
            told.add(what)
            yield Hit(
                title=f"The '{what}' is referred to and not included",
                why=f"The rule takes what it needs from the “{what}”, and no table or part of that name is in the"
                " document.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(
                    segment, match.end(), f" {to_specify(f'the {what}, or where and in which version it is to be had')}"
                ),
            )


_CAPTION = re.compile(r"(?:table|figure|schedule|annex)\b|[^.]{0,60}:$")


_IN_FILE = Wording(
    re.compile(
        r"\b(?:in|within|from|by|see|per|of|to|under|with|against) (?:the |file |a )*[`'\"]?"
        r"(?P<what>[a-z][\w-]{1,60}\.(?:yaml|yml|json|csv|tsv|xlsx?|toml|ini|cfg|conf|docx?|pdf))\b"
    ),
    "{words} is not part of the document",
    "What holds stands in the file “{words}”, which the document does not contain and names without a version. Whoever"
    " has another state of it, or none, implements something else.",
    "the content that the rule needs, or version and place of the file",
    settled=re.compile(
        r"\b(?:written|saved|logged|stored|exported|appended|archived|output|published|uploaded|delivered)\b"
        r"|\bversion \d|https?:"
    ),
    needs=re.compile(
        r"\b(?:bounds?|limits?|values?|parameters?|lists?|thresholds?|weights?|schedule|calendar|universe|holidays?"
        r"|settings|mapping|rates?|constituents|members|bands?|defined|configured|specified|given|set|listed|taken|read"
        r"|loaded)\b"
    ),
)


_IN_SYSTEM = Wording(
    re.compile(
        r"\bas (?:set|defined|configured|specified|maintained|given|recorded|held|stored|stated|determined|listed"
        r"|shown)"
        r"(?: out| up| down)? (?:in|by) (?:the |our |its )?(?P<what>[a-z][a-z -]{2,30}?(?:system|tool|database|platform"
        r"|application|configuration|config|register|module|spreadsheet|file|screen|master|repository|engine))\b"
    ),
    "What holds stands in the {words}",
    "The rule takes its value from the {words}, which is not part of the document; whoever has no access to it, or"
    " another state of it, implements something else.",
    "the value, or which entry of the system as of when",
    settled=re.compile(SOURCE.pattern + r"|\d"),
)


def _in_file(ir: DocumentIR) -> Iterator[Hit]:
    yield from _IN_FILE(ir)
    yield from _IN_SYSTEM(ir)


_DISCLAIMED = Wording(
    re.compile(
        r"\b(?P<what>(?:is|are|as|only|gives?|provides?) (?:only )?(?:an? )?(?:general|rough|simplified|high-level"
        r"|approximate"
        r"|indicative)(?: and [a-z]+)? (?:approximation|description|overview|summary|explanation|outline|guide)"
        r"|(?:inspect|see"
        r"|read|refer to|consult|check) the (?:strategy |source |actual |reference )?(?:source code|code|implementation"
        r"|repository|source)|the (?:source )?(?:code|implementation) (?:is (?:the )?(?:authoritative|definitive"
        r"|binding"
        r"|source of truth)|prevails|takes precedence|is decisive)|may not (?:reflect|match) the (?:actual|current)"
        r" (?:implementation|code|behaviou?r)|for (?:illustration|information|reference) (?:purposes )?only)\b"
    ),
    "The document says that it is not the rule: '{words}'",
    "A text that calls itself an approximation, or sends its readers to the code, cannot be implemented or tested"
    " against: where the two differ, the pages lose.",
    "the rule itself, or the version of the code that holds and which of the two prevails",
    everywhere=True,
)


CHECKS = (
    Check(
        id="DS-REF-05",
        title="What holds stands in a file or a system",
        matters="A file changes without the document.",
        fix="Put the values into the document, or name the file with its version, place and owner.",
        category=Category.MISSING_REFERENCE,
        severity=Severity.HIGH,
        find=_in_file,
        bad=(
            "The daily limit of a client is as set in the risk system.",
            "Parameters may be altered within the bounds in limits.yaml.",
            "Holidays are read from calendar.csv.",
        ),
        good=("Fills are written to fills.csv with their limits.", "Holidays are read from calendar.csv, version 12."),
    ),
    Check(
        id="DS-REF-04",
        title="The document says that it is not the rule",
        matters="Where text and code differ, nobody can say which is wrong.",
        fix="Say that this document governs, or name the one that does with its version and date.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=_DISCLAIMED,
        bad=("The description below is a general approximation of the strategy. Please inspect the strategy code.",),
        good=("The description below is complete; where it differs from the code, the description holds.",),
    ),
    Check(
        id="DS-REF-01",
        title="A part of this document is referred to but is not there",
        matters="What the missing part says cannot be implemented; every reader fills the hole differently.",
        fix="Add the part that is referred to, or correct the reference to the part that says it. If the part was "
        "dropped on purpose, take the reference out and say in its place what applies.",
        category=Category.MISSING_REFERENCE,
        severity=Severity.CRITICAL,
        find=_dangling,
        bad=(
            "# 1. Selection\n\nThe score is computed as set out in Appendix A.",
            "# 1. Selection\n\nStocks are ranked as in Section 4.2.\n\n# 2. Weights\n\nEqual weights.",
            "Fees are given in Table 3.",
        ),
        good=(
            "# 1. Scope\n\nThe exemption of Section 1202 of the Internal Revenue Code is not used.",
            "# 1. Selection\n\nThe score is computed as set out in Appendix A.\n\n# Appendix A: Scores\n\nThe"
            " score is 1.",
            "# 1. Selection\n\nSee Section 2.\n\n# 2. Weights\n\nEqual weights.",
            "The order is an exempt one under Section 15 of the Exchange Act.",
            "Table 3: Fees\n\nFees are given in Table 3.",
            "# 1. Events\n\n| Event | Treatment |\n| Bankruptcy filing (Chapter 7 or 11) | removed |",
            'The amount is that of the Treasury\'s "Monthly Statement of the Public Debt", Table III.',
            "# D. Decisions\n\n| State | Decision |\n| Flat | hold |\n\n# E. Limits\n\nA limit takes precedence"
            " over table D.",
        ),
        confidence=0.95,
    ),
    Check(
        id="DS-REF-02",
        title="A rule is left to another document",
        matters="A specification that needs another document is only complete together with that very version of it.",
        fix="Copy the rule from the other document into this one, or name that document with its version, date "
        "and section, and say what applies when it changes.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=_elsewhere,
        bad=(
            "The benchmark is computed per the definition in the TCA handbook.",
            "# 1. Corporate actions\n\nSplits are handled in accordance with the Corporate Actions Guide.",
            "Corporate actions are handled in accordance with the index provider's corporate actions policy.",
            "The scoring model is described in a separate document.",
        ),
        good=(
            "Corporate actions are handled in accordance with the Corporate Actions Guide, version 3.1, dated 1"
            " March 2024.",
            "The split factor is applied on the ex-date.",
        ),
    ),
    Check(
        id="DS-REF-03",
        title="A list that decides membership is not given",
        matters="Without the list and its date two teams admit different members.",
        fix="Attach the list with its date, or name its publisher, its edition and the moment at which membership "
        "is read from it.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=_list,
        bad=(
            "Companies must not be on the exclusion list.",
            "A company that leaves is replaced from the reserve list.",
        ),
        good=(
            "The WMR holiday list decides.",
            "The restricted list is kept by Compliance. Symbols on the restricted list are rejected.",
            "Companies must not be on the exclusion list.\n\n# Exclusion list\n\nAcme Corp.",
            "Companies must not be on the Norges Bank exclusion list as of 30 June 2024.",
        ),
    ),
    Check(
        id="DS-REF-07",
        title="A table with a name of its own is not included",
        matters="What stands in a table that is not there cannot be looked up.",
        fix="Put the table into the document under the name by which the text refers to it.",
        category=Category.MISSING_REFERENCE,
        severity=Severity.HIGH,
        find=_named_table,
        bad=("Haircuts are taken from the Collateral Schedule.", "Fees are charged according to the Fee Table."),
        good=(
            "Haircuts are taken from the Collateral Schedule.\n\n# Collateral Schedule\n\nBonds: 5%",
            "Haircuts are taken from the Collateral Schedule of the ISDA agreement (version 2, 2019).",
        ),
        confidence=0.85,
    ),
)
