"""Putting right and making known: published values that change, texts that are rewritten, news that goes no way."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR

_VALUES = (
    r"(?:prices?|levels?|values?|fixings?|figures?|rates?|settlements?|settlement prices?|nav|navs|weights?"
    r"|index levels?|numbers?|scores?|results?|closes?|assessments?|readings?|history|histories|points)"
)
_PUBLISHED = (
    rf"(?:(?:already |previously |once |formerly )?(?:published|disseminated|released|announced|distributed|past"
    rf"|historical|earlier|previous|old|final|wrong|incorrect|erroneous|faulty|mistaken) (?:index |settlement |closing"
    rf" )?{_VALUES}|(?:an? |the |any )?(?:index |settlement |closing |reference )?{_VALUES} (?:already |once "
    rf"|that (?:is|was|were|has|have|are)(?: been)?(?: already)? |which (?:is|was|were|has|have"
    rf"|are)(?: been)? )(?:published|disseminated|released|announced|gone out|out|wrong|incorrect"
    rf"|turns? out (?:to be )?wrong)|{_VALUES} that (?:turns? out|proves?) (?:to be )?(?:wrong|false|incorrect)"
    rf"|{_VALUES} that were wrong|(?:typing |clerical |reporting )?(?:errors|mistakes|slips) in (?:past|published|old"
    rf"|earlier|historical) {_VALUES})"
)
_REDONE = (
    r"(?:amended|restated|revised|corrected|changed|replaced|re-?run|re-?calculated|re-?computed|re-?published"
    r"|re-?issued|withdrawn|taken back|adjusted|set anew|overwritten|updated|rectified|re-?determined|cancelled"
    r"|put right|re-?set|altered|modified|improved|touched up|cleaned up|tidied(?: up)?|polished|mended|repaired)"
)
_IS = r"(?:is|are|gets?|may be|can be|could be|might be|will be|shall be)"
_LATER = (
    r"(?:afterwards?|later(?: on)?|in retrospect|retroactively|retrospectively|after (?:the (?:event|fact)"
    r"|publication))"
)
_HOW_OFTEN = r"(?:then |also |later |still |sometimes |always |[a-z]+ly )?"
_IS_REDONE = (
    rf"(?:{_PUBLISHED}(?: by [a-z ]{{3,30}})? {_IS} {_HOW_OFTEN}{_REDONE}(?: {_LATER})?"
    rf"|{_VALUES} {_IS} (?:then |also )?{_REDONE} {_LATER}"
    rf"|after (?:the event|publication|the fact),? (?:the |an? )?(?:index |settlement )?{_VALUES} {_IS} {_REDONE})"
)
_REDOES = (
    r"(?:(?:restates?|re-?publish(?:es)?|corrects?|re-?runs?|replaces?|re-?calculates?) (?:past |published |old "
    r"|earlier"
    rf" |wrong |historical |the )*{_VALUES} that (?:is|was|were|are) (?:wrong|incorrect|false|published)"
    r"|(?:fix(?:es)?|mends?|repairs?|corrects?) (?:errors|mistakes|wrong [a-z]+) as (?:they|we|it) (?:[a-z]+"
    r" ){0,2}[a-z]+|(?:reserves?|retains?) (?:the right to )?(?:corrections?|amendments?|changes?|correct|amend|change)"
    rf" (?:of |to )?(?:any |all |the )?(?:published |past )?{_VALUES})"
)
_NOT_FINAL = (
    r"(?:(?:leads?|led|gives? rise) to (?:an? |the )?(?:re-?calculation|restatement|correction|re-?publication)s?"
    rf"|{_VALUES} (?:is|are) (?:only |first |always )?(?:provisional|preliminary|tentative|indicative at first)"
    rf"|{_VALUES} (?:may|can|might|could) still (?:move|change|be (?:changed|moved|corrected|revised)))"
)
_ON_A_MISTAKE = (
    r"(?:(?:should|if|when|whenever) (?:an? |the )?(?:mistakes?|errors?|slips?|blunders?) (?:comes? to light|(?:is|are)"
    r" (?:found|made|noticed|discovered)|turns? up|happens?|occurs?|surfaces?|shows? up),? (?:the |a |its |it "
    rf"|this )?(?:[a-z]+ )?(?:is|are) (?:then )?(?:{_REDONE}|fixed|made good))"
)
_RESTATED = re.compile(rf"\b(?P<what>{_IS_REDONE}|{_REDOES}|{_NOT_FINAL}|{_ON_A_MISTAKE})\b")
_NAMES_WHO = re.compile(
    r"\b(?:approv\w+|committee|board|panel|officer|head of|chief|majority|sign(?:ed)?[- ]?off|four[- ]eyes|not|never"
    r"|no (?:longer|restatement))\b"
)
_NAMES_UNTIL = re.compile(
    r"\d|\b(?:within|no later than|until|at most|deadline|basis points?|same day|next (?:business|trading) day"
    r"|material(?:ly)?|significant(?:ly)?|substantial(?:ly)?|large|serious|noticeable|not|never|one|two|three|five|ten"
    r"|each|every)\b"
)
"""Of an error that has to be material or large, the checks of vague words ask how large."""
_WHO_RESTATES = Wording(
    _RESTATED,
    "'{words}': who proposes and who approves the correction is not specified",
    "Contracts settle on what was published. The text does not say who may change it afterwards, on whose approval and"
    " on which evidence.",
    "who proposes the correction, who approves it, on which evidence, and where it is recorded",
    settled=re.compile(rf"{_NAMES_WHO.pattern}|\d"),
    settled_next=_NAMES_WHO,
    settled_elsewhere=re.compile(
        r"\b(?:error|correction|restatement|recalculation)s? policy\b|\bcorrections? (?:is|are) (?:decided|approved)\b"
    ),
    once=True,
    everywhere=True,
)
_NOTHING_SAID = Wording(
    _RESTATED,
    "'{words}': who approves the correction, until when and from which size of error on is not specified",
    "Contracts settle on what was published. The text does not say who may change it afterwards, until when, nor which"
    " error is too small to be corrected: every level stays provisional.",
    "who proposes and who approves the correction, from which error on, and until when after publication",
    settled=re.compile(rf"{_NAMES_WHO.pattern}|{_NAMES_UNTIL.pattern}"),
    settled_next=re.compile(rf"{_NAMES_WHO.pattern}|{_NAMES_UNTIL.pattern}"),
    settled_elsewhere=_WHO_RESTATES.settled_elsewhere,
    once=True,
    everywhere=True,
)
_UNTIL_WHEN = Wording(
    _RESTATED,
    "'{words}': until when, and from which size of error on, is not specified",
    "Without a time limit every level stays provisional, and without a smallest size every rounding error is a"
    " restatement. Whoever has settled on the first value cannot know whether it holds.",
    "from which error on, and until when after publication, a value is corrected, and what holds after that",
    settled=_NAMES_UNTIL,
    settled_next=_NAMES_UNTIL,
    once=True,
    everywhere=True,
)


def _corrected(ir: DocumentIR) -> Iterator[Hit]:
    """Of a correction what is not said: who approves it, until when and from which error on, or all of it at once."""
    if any(_RESTATED.search(segment.even) for segment in ir.prose.having(_RESTATED)):
        yield from list(_NOTHING_SAID(ir)) or [*_WHO_RESTATES(ir), *_UNTIL_WHEN(ir)][:1]


_TEXT = (
    r"(?:(?:this |the |our |these )(?:text|page|pages|wording|document|note|guide|manual|procedures?|rules?|rule ?book"
    r"|methodology|specification|description|paper|chapter|sections?|method|handbook|playbook|instructions|policy"
    r"|terms|framework|standard|recipe)|sections of this [a-z]+|what is written here)"
)
_REWRITTEN = (
    r"(?:altered|rewritten|updated|amended|changed|revised|adapted|edited|modified|refreshed|adjusted|refined"
    r"|extended|improved|overhauled|brought up to date|kept (?:up to date|current)|reworked|tweaked|renewed)"
)
_MOVES = (
    r"(?:evolves?|moves? with|follows? (?:developments|the market|market (?:practice|developments))|adapts? to"
    r"|grows? with|(?:is|are) an? (?:living|evolving|moving) [a-z]+|(?:is|are) work in progress|(?:is|are) never"
    r" finished|develops? (?:with|over)|keeps? (?:pace|up|step)|moves? (?:on|forward)|(?:is|are) (?:developed further"
    r"|under development|subject to (?:constant|ongoing|continuous) change)|changes? (?:with|over|from time|as"
    r"|whenever|when|at|often|all the time)|keeps? changing)"
)
_AT_WILL = r"(?: (?:as|when|whenever|where|if|on|from time|now|at|in|to|along)(?: [a-z]+){1,6}?)?(?=[.,;]|$| and\b)"
_BY_ITSELF = (
    rf"(?:{_TEXT}(?: of [a-z ]{{3,25}})? (?:is|are|gets?|will be|may be|can be) (?:then |also |constantly |continually"
    rf" |continuously |regularly |always |often |from time to time )?{_REWRITTEN}{_AT_WILL}|{_TEXT} {_MOVES}\b)"
)
_BY_US = (
    r"(?:(?:we|the (?:team|desk|authors?|quants|sponsor)) (?:adapts?|rewrites?|updates?|changes?|amends?|edits?"
    r"|revises?"
    rf"|alters?|adjusts?) {_TEXT}|improvements to (?:the )?[a-z]+ (?:is|are) (?:introduced|made|added|adopted))\b"
)
_HOLD = (
    r"(?:appl(?:y|ies)|holds?|counts?|takes? effect|(?:is|are) in force|enters? into force|(?:is|are) (?:valid|binding"
    r"|made|introduced|the ones?))"
)
_AT_ONCE = (
    r"(?:(?:at once|immediately|without|from the (?:day|moment)|as|when|once|whenever|on)(?: [a-z]+){1,5}?|at once"
    r"|immediately|at any time)(?=[.,;]|$)"
)
_NEW_TEXTS = (
    r"(?:(?:new|latest|changed|amended|revised) (?:rules|versions?|wordings?|texts?|provisions?|terms|editions?)"
    r"|amendments|changes|revisions|updates)"
)
_NO_CONTROL = Wording(
    re.compile(rf"\b(?P<what>{_BY_ITSELF}|{_BY_US}|{_NEW_TEXTS} {_HOLD} {_AT_ONCE})"),
    "'{words}': the change control is not specified",
    "Nobody can tell which wording held on a given day. The text names nobody who proposes and approves a change, no"
    " version, no notice and no date from which it holds.",
    "who proposes and approves a change, the version, the notice and the date from which it holds",
    settled=re.compile(
        r"\d|\b(?:approv\w+|committee|board|majority|consult\w+|announc\w+|(?<!without )(?<!prior )notice|version|not"
        r"|never|weeks?|(?<!the )days?|months?|quarter(?:ly)?|annual\w*|yearly|each|every|january|march|june|september"
        r"|december|section|law|only)\b"
    ),
    settled_next=re.compile(r"\b(?:approv\w+|committee|board|version|notice|announc\w+)\b"),
    settled_elsewhere=re.compile(
        r"\b(?:changes?|amendments?)\b[^.;]{0,60}\b(?:approv\w+|decided by|committee|board)|\bapprov\w+"
        r"[^.;]{0,40}\b(?:changes?|amendments?)\b|\bversion (?:control|history)\b|\bchange log\b"
    ),
    once=True,
    everywhere=True,
)
_PUBLIC = (
    r"(?:(?:the )?community|members?|clients?|users?|licensees|investors|stakeholders|subscribers?|holders|customers"
    r"|participants|counterpart(?:y|ies)|everybody|everyone|those concerned|all parties|traders|contributors"
    r"|(?:the )?(?:market|public|outside world|street)|noteholders|unitholders|brokers|dealers|recipients)"
)
_OF_IT = r"(?: (?:about|of)(?: (?:it|this|that|the|a|any|such|changes?|matter))+)?"
_LEARN = (
    rf"(?:{_PUBLIC} (?:will |shall |may |can )?(?:hears?|learns?|finds? out|gets? (?:word|to know|notice|wind|a message"
    r"|a note)|receives? (?:word|notice|a (?:note|message|notice|mail))|(?:is|are|be) (?:kept (?:informed|posted|up to"
    rf" date|in the (?:loop|picture))|made aware|let know|put in the picture|brought up to speed|filled in)){_OF_IT}"
    rf"|{_PUBLIC} will (?:notice|see|realise|discover)(?: (?:the|it|that) ?[a-z]*)?"
    rf"|{_PUBLIC} (?:is|are) (?:told|informed|notified) (?:in|on|via|over|through) (?:the|our|a) [a-z]+)"
)
_THOSE_CONCERNED = (
    r"(?:(?:everyone|everybody|all|those|users|clients|parties|anyone|whoever)(?: [a-z]+)? (?:affected|concerned"
    r"|involved) (?:is|are) (?:contacted|told|informed|called|written to|approached|notified))"
)
_PASSED_ON = (
    r"(?:(?:changes?|news|it|this|they|corrections?|amendments?|the new [a-z]+) (?:is|are) (?:shared with|passed on to"
    r"|sent round to|mentioned to|circulated (?:to|among)) (?:the )?(?:usual )?[a-z]+"
    r"|an? (?:line|note|word|remark|sentence|mention|post) (?:on|in|to) (?:the )?[a-z ]{3,20}? (?:is enough|suffices"
    r"|will do))"
)
_WORD_GOES = (
    r"(?:(?:an? |the )?(?:announcement|notice|message|note|statement|press note) (?:follows|will follow|is made"
    r"|goes out"
    rf"|is put out)|lets? {_PUBLIC} know|tells? {_PUBLIC}(?: (?:about|of) (?:it|this))?|(?:word|news|notice"
    rf"|a (?:message"
    r"|note|mail|circular)|information)(?: of (?:it|this|that|the change))? (?:is (?:sent|passed|given|put|spread)"
    r"|(?:goes|gets) (?:round|out|around)|reaches)(?: [a-z]+){0,3}?)(?=[.,;]|$| to\b| on\b)"
)
_BY_NO_WAY = Wording(
    re.compile(rf"\b(?P<what>(?:{_LEARN}|{_THOSE_CONCERNED}|{_PASSED_ON})\b|{_WORD_GOES})"),
    "'{words}': when, by which means and with what content is not specified",
    "A message that nobody has to send at any time reaches some users late and others not at all. The text names"
    " neither the channel, nor the time, nor who sends it.",
    "who tells them, by which channel, within which time, and what the notice contains",
    settled=re.compile(
        r"\d|\b(?:within|before|same day|at once|immediately|days?|hours?|minutes?|weeks?|months?|e-?mail|circular of"
        r"|section|not|never|first|by way of|press release)\b"
    ),
    settled_next=re.compile(r"\d|\b(?:e-?mail|press release|notice (?:is|gives|states|names)|within|website)\b"),
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-GOV-93",
        title="Published values change, and nothing says by whom, until when and from which error on",
        matters="Contracts settle on what was published.",
        fix="Say who proposes and who approves a correction, the smallest error that is corrected, and the time after"
        " publication until which it is.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_corrected,
        bad=(
            "A fixing already published can be changed afterwards.",
            "Wrong levels are rerun.",
            "A settlement price that turns out wrong is replaced.",
            "Late data lead to a recalculation.",
            "The level is provisional.",
            "Should a mistake come to light, the figure is put right.",
            "Published levels may be restated with the approval of the board.",
            "Wrong prices are corrected later on.",
        ),
        good=(
            "A published level is restated within 2 days if the committee approves it.",
            "Published levels are not changed afterwards.",
            "A wrong level is republished if the error exceeds 0.1%.",
            "Published levels that are wrong by 0.1% or more are restated within 2 days.",
            "The price published by the exchange is replaced by the mid in the formula.",
        ),
    ),
    Check(
        id="DS-GOV-94",
        title="The text is rewritten without control",
        matters="Two readers hold two versions.",
        fix="Say who proposes and approves a change of the text, how it is announced, and from when on it holds.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_NO_CONTROL,
        bad=(
            "This page is updated as we go.",
            "The rules evolve with the market.",
            "Our guide is a living document.",
            "We adapt the procedure to what others do.",
            "New rules apply from the day they are written.",
            "Amendments enter into force without notice.",
            "The methodology keeps pace with the market.",
        ),
        good=(
            "This page is updated every January after approval by the index board.",
            "The rules follow below.",
            "The document is revised only by the committee.",
        ),
    ),
    Check(
        id="DS-GOV-95",
        title="Users learn of it, and nothing says how",
        matters="Who hears late implements late.",
        fix="Name who sends the notice, by which channel, within which time, and what it contains.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_BY_NO_WAY,
        bad=(
            "Clients are kept in the loop.",
            "Users find out on the website.",
            "Holders get word of it.",
            "A message goes round.",
            "An announcement follows.",
            "The community is told in the chat.",
            "Everyone affected is contacted.",
            "Changes are shared with the usual recipients.",
            "A note on the home page is enough.",
        ),
        good=(
            "Clients are kept informed by e-mail within 2 hours.",
            "Holders receive a coupon of 3%.",
            "Users find the level on page INDX.",
        ),
        confidence=0.75,
    ),
)
