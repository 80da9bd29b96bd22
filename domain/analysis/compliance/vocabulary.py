"""The field's words: different ones for one thing are read as one, and which of them tell nothing by themselves."""

import re
from collections import Counter
from functools import lru_cache

from domain.semantics.words import STOP, root, word_set

_SAME = {
    # what a requirement calls it: how else specifications say it
    "kill stop": r"kill[- ]?(?:switch(?:es)?|function(?:ality)?)|emergency (?:stop|halt|shut-?down)|panic button"
    r"|(?:stop|halt|suspend|ceas)(?:s|es|ing)? (?:all )?trading"
    r"|trading (?:is|are|will(?: be)?) (?:halt|stop|suspend)\w*",
    "price collar": r"price (?:collars?|bands?|tolerances?)|fat[- ]finger(?: checks?| limits?)?"
    r"|max(?:imum)? price deviation|price (?:deviation|protection)",
    "maximum order value": r"max(?:imum)? (?:order )?(?:notional|value)|(?:order )?(?:notional|value) (?:limit|cap)"
    r"|max[_ ]order[_ ](?:value|notional)",
    "maximum order size": r"max(?:imum)? (?:order )?(?:size|quantity|qty|volume)|order (?:size|quantity|volume) "
    r"(?:limit|cap)|max[_ ]order[_ ](?:size|qty|quantity)",
    "message limit throttle": r"(?:message|order|request)[- ]?(?:rate )?(?:limits?|throttl\w+)|rate[- ]limit\w*"
    r"|throttl\w+|(?:messages|orders|requests) per (?:second|minute)",
    "fallback": r"fall(?:s|ing)?[- ]?backs?|alternative sources?|back-?up (?:source|provider|feed|price)s?"
    r"|secondary (?:source|provider|feed)s?|carr(?:y|ied) forward|(?:last|previous|most recent)"
    r" (?:available|known|valid|published) (?:\w+ )?(?:price|value|level|rate)s?",
    "stale": r"stale(?:ness)?|out-?dated|older than|no longer current",
    "annual": r"annual(?:ly)?|yearly|(?:once|every|each|per|a) (?:calendar )?year|every (?:12|twelve) months",
    "immediately": r"immediate(?:ly)?|at once|instant(?:ly|aneously)?|without (?:undue )?delay|promptly",
    "real-time": r"real[- ]?time|live monitor\w*|continuously",
    "unexecuted order": r"(?:unexecuted|open|resting|working|outstanding|pending|unfilled) orders?",
    "approved": r"sign(?:ed|s)?[- ]?off|sign-?offs|authori[sz]\w*|approv\w*",
    "notice period": r"(?:notice periods?|\d+ (?:[a-z]+ ){0,2}(?:days?|weeks?|months?)'? notice)"
    r"|\d+ (?:[a-z]+ ){0,2}(?:days?|weeks?|months?) (?:before|prior to|ahead of)",
    "notify": r"notif\w*|inform(?:s|ed)?|announc\w+",
    "record": r"records?|recorded|record[- ]?keeping|audit (?:trails?|logs?)|log(?:s|ged|ging)?|journal\w*",
    "change log": r"change ?-?log|(?:revision|version|change|document) history|release notes|record of changes"
    r"|(?:git|commit) (?:history|log)|version control",
    "test environment": r"(?:test|testing|staging|uat|qa|certification) environments?|sandbox\w*|testnet"
    r"|paper[- ]trading",
    "business continuity": r"business[- ]continuity|disaster[- ]recovery|continuity plan\w*|fail-?over",
    "rounding": r"round(?:s|ed|ing)?|truncat\w+",
    "decimal": r"decimals?(?: places?)?|significant (?:figures|digits)",
    "spin-off": r"spin-?offs?|demergers?",
    "merger": r"mergers?|acquisitions?|take-?overs?|acquired",
    "delist": r"de-?list\w*|suspension from trading",
    "loss limit": r"(?:max(?:imum)? )?(?:daily )?loss limits?|draw-?downs?|stop-?loss\w*",
    "rebalancing": r"re-?balanc\w*|reconstitut\w*|reweight\w+",
    "escalation": r"escalat\w*",
    "back-up": r"back-?ups?",
    "discretion": r"discretion(?:ary)?|may (?:determine|decide)|expert judge?ments?|reserves? the right"
    r"|ha(?:s|ve) the (?:ability|right|power) to",
    "manipulation": r"manipulat\w*|spoof\w*|layering|wash (?:trad\w+|sales?)|market abuse",
    "reconcile": r"reconcil\w*",
    "responsible": r"responsib\w*|accountab\w*",
    "restart": r"re-?start\w*|re-?enabl\w+|resum(?:e|es|ed|ption|ing)",
    "stop": r"shut(?:s|ting)?[- ]?downs?|wind[- ]?downs?|switch(?:es|ed)? off"
    r"|disabl\w*|paus(?:e|es|ed|ing)|halt(?:s|ed|ing)?|suspen(?:d|ds|ded|sion)",
}
_SAID = re.compile(rf"\b(?:{'|'.join(_SAME.values())})\b")
_EACH = {name: re.compile(words) for name, words in _SAME.items()}

_TOKEN = re.compile(r"[a-z]+(?:'s)?|\d+(?:\.\d+)?|[%=]")


@lru_cache(maxsize=20_000)
def _root(word: str) -> str:
    return root(word.removesuffix("'s"))


@lru_cache(maxsize=2_000)
def _named(said: str) -> str:
    return next(name for name, words in _EACH.items() if words.fullmatch(said))


def words_of(low: str) -> Counter[str]:
    """The telling words of a text in small letters, as roots, different words for one thing as the same."""
    text = _SAID.sub(lambda match: _named(match.group()), low.replace("_", " "))
    return Counter(_root(word) for word in _TOKEN.findall(text) if word not in STOP)


COMMON = frozenset(
    map(
        root,
        word_set(
            "firm document algorithm algorithmic trading trade system order market index benchmark methodology rule"
            " data value number date time set state given include cover use apply process procedure policy way make"
            " take let keep hold stated written clear suitable appropriate enough effective full whole person people"
            " need new section table see means definition source review change limit threshold maximum version total"
            " sum example note input output price parameter reject check control risk model strategy function report"
            " level rate every define describe follow require name design operation"
        ),
    )
)
"""Words of every specification: alone they are evidence of nothing."""
