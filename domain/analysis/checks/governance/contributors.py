"""Contributors: how members of a panel come and go, by when they answer, and what they hold themselves."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_CONTRIBUTORS = (
    r"(?:(?:panel |reference |contributing |member |participating |regional |several |local |the |quoting )?(?:brokers"
    r"|dealers|banks|contributors|submitters|market makers|panel(?:l?ists| members)|appraisers|assessors|valuers"
    r"|surveyors|experts|traders|respondents|reference banks))"
)
_BODIES = (
    r"(?:panel|committee|board|list of (?:contributors|venues|exchanges|brokers|dealers|banks|validators|members"
    r"|sources)|group of contributors|consortium|council|pool of (?:contributors|dealers|experts|brokers))"
)
_MEMBERS = (
    r"(?:(?:new |further |additional |other |existing |panel |committee |individual |reference |outside "
    r"|external )*(?:members|brokers|dealers|banks|contributors|submitters|venues|exchanges|validators|experts"
    r"|panel(?:l?ists)|participants|sources|market makers|seats?))"
)
_COMES = (
    r"(?:join(?:s)?(?: and|,| or) (?:leaves?|quits?|drops? out)|comes? and go(?:es)?|comes? in and drops? out"
    r"|rotates?|enters? and leaves?|changes? (?:over time|from time to time|now and then|constantly|often"
    r"|regularly))"
)
_PUT = (
    r"(?:added|invited|admitted|taken on|taken in|dropped|removed|replaced|exchanged|appointed|chosen|selected"
    r"|recruited|picked|chosen afresh|drawn|co-opted|let in|thrown out|asked to (?:join|leave)|released|offered"
    r"|dismissed|sent away)"
)
_HOW_CHOSEN = re.compile(
    r"\d|\b(?:feels?|believes?|thinks?|criteria|criterion|majority|must (?:have|be|meet)|minimum|at least|section"
    r"|annex|appendix|ranked|by (?:volume|turnover|market share)|conditions|vote[sd]?|requirements?|if|when"
    r"|who (?:fails?|has|have|is|are|miss))\b"
)
_MEMBERSHIP = Wording(
    re.compile(
        rf"\b(?P<what>{_MEMBERS} {_COMES}(?: the {_BODIES})?)\b"
        rf"|\b(?P<what2>{_MEMBERS} (?:is|are|may be|can be) (?:then |also )?{_PUT}(?: or {_PUT})?(?: (?:to|from|into|on"
        rf"|in) (?:the|our|its) {_BODIES})?(?: (?:by|at|through|whenever|from|out of|as(?! soon)) (?:the "
        rf"|our )?[a-z' ]{{3,40}}?)?)(?=[.,;]|$)|\b(?P<what3>(?:the )?{_BODIES} (?:{_COMES}|(?:co-opts|invites|chooses"
        rf"|picks|selects|admits|replaces) (?:whom|who|its (?:own )?members|new members|members)))\b"
        rf"|\b(?P<what4>(?:brokers|dealers|banks|contributors|submitters|members|venues|validators|sources) who"
        rf" [a-z]+ (?:is|are) (?:replaced|removed|dropped))\b"
        rf"|\b(?P<what6>{_BODIES} (?:is|are) (?:made up|composed) of (?:(?!the\b|\d|two|three|four|five|six"
        rf"|seven)[a-z-]+ ){{1,2}}(?:brokers|dealers|banks|experts|firms|market makers|people|professionals|houses"
        rf"|members))\b|\b(?P<what7>which (?:brokers|dealers|banks|experts|contributors|exchanges"
        rf"|venues) (?:contribute|belong|count|take part|sit|submit|are (?:in|on)(?: the list| it)?|are (?:asked"
        rf"|included|read)) is (?:agreed|decided|settled|chosen|left|up)[^.;]{{0,25}})"
        rf"|\b(?P<what5>(?:an? )?(?:seat|place) (?:on|in) the {_BODIES} is (?:offered|given|open|sold)[^.;]{{0,30}})"
    ),
    "'{words}': by which criteria members come and go is not specified",
    "Whoever chooses the members chooses the result. The text gives no criteria for admission and removal, nobody who"
    " approves them and no review.",
    "criteria for admission and removal, who approves them, and how often membership is reviewed",
    needs=re.compile(
        rf"\b(?:{_BODIES}|venues|brokers|dealers|banks|contributors|submitters|validators|experts|estimates?|quotes?"
        rf"|submissions?)\b"
    ),
    settled=_HOW_CHOSEN,
    settled_next=re.compile(r"\b(?:criteria|must (?:have|be|meet)|at least|minimum)\b"),
    everywhere=True,
)
_GIVE = (
    r"(?:sends?|hands? in|submits?|gives?|provides?|contributes?|delivers?|quotes?|suppl(?:y|ies)|offers?|names?"
    r"|enters?|states?|files?|returns?|votes?|answers?)"
)
_ESTIMATES = (
    r"(?:(?:their |its |an? |own |indicative |firm |two-way |independent |daily )*(?:estimates?|quotes?|quotations?"
    r"|submissions?|prices?|marks?|indications?|views?|opinions?|bids?|valuations?|assessments?|contributions?|values?"
    r"|figures?|forecasts?|votes?))"
)
_CONTRIBUTED = re.compile(
    rf"\b(?P<what>{_CONTRIBUTORS} (?:then |also |each |daily )?{_GIVE} (?:in )?{_ESTIMATES})\b"
    rf"|\b(?P<what2>{_CONTRIBUTORS} (?:is|are) (?:asked|requested|polled|invited|called|surveyed)(?: (?:for|to)"
    rf" [^.;,]{{3,40}})?)|\b(?P<what3>{_ESTIMATES} (?:is|are) (?:collected|gathered|requested|obtained|asked for"
    rf"|solicited|sought|invited)(?: (?:from|of|by) (?:the |our )?[a-z ]{{3,30}}?)?)(?=[.,;]|$| and\b)"
    rf"|\b(?P<what4>(?:dealer|broker|bank|panel|expert|member) (?:quotes|marks|estimates|submissions|prices|polls?"
    rf"|opinions) (?:is|are) (?:collected|gathered|averaged|polled|used|taken))\b"
    rf"|\b(?P<what6>(?:the )?(?:mean|average|median) of (?:the |all )?(?:quotes|estimates|answers|quotations"
    rf"|submissions|marks|bids|opinions) (?:received|obtained|collected|that (?:come in|arrive)|sent in))\b"
    rf"|\b(?P<what7>(?:whoever|whichever [a-z]+) (?:answers|responds|replies|quotes|submits) (?:is|are) (?:included"
    rf"|counted|averaged|in))\b|\b(?P<what5>(?:surveys?|polls?) (?:of|among) (?:the )?{_CONTRIBUTORS})\b"
)
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d\d\b|\b(?:by|until|before|within|no later than|between|at) (?:the )?(?:\d|noon|close|end of|one"
    r"|two|five|ten|fifteen|thirty)|\b(?:deadline|cut-?off|minutes?|hours?|in real time|continuously|every|each"
    r" (?:second|minute))\b"
)
_DEADLINE = Wording(
    _CONTRIBUTED,
    "'{words}': by what time is not specified",
    "Who answers last has seen the market move, and who waits for the last answer publishes late. No deadline is given"
    " and nothing is said of an answer that comes after it.",
    "the time and time zone by which it must arrive, and what is done with one that comes later",
    settled=_TIME,
    settled_next=_TIME,
    settled_in_section=re.compile(
        r"\b(?:deadline|cut-?off)\b|\b(?:by|until|before|between|at|from) \d{1,2}[:.]\d\d[^.;]{0,60}"
        r"\b(?:estimates?|quot\w+|submissions?|submit\w*|contribut\w+)\b"
    ),
    once=True,
    everywhere=True,
)
CHECKS = (
    Check(
        id="DS-GOV-96",
        title="Members come and go without criteria",
        matters="Whoever chooses the members chooses the result.",
        fix="State the criteria for admission and removal, who approves them, and how often membership is reviewed.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=_MEMBERSHIP,
        bad=(
            "Dealers join and leave the panel as sales suggests.",
            "New members are invited to the committee by the chair.",
            "The list of contributors changes over time.",
            "The panel co-opts whom it likes.",
            "The panel is made up of active dealers.",
            "Experts are picked from our network.",
            "The reference banks are chosen afresh whenever one loses interest.",
            "Which banks contribute is agreed among them.",
        ),
        good=(
            "Members who miss three meetings are replaced by vote of the committee.",
            "Venues are removed from the list of venues if their volume falls below 1%.",
            "Members of the index are replaced at the review.",
        ),
    ),
    Check(
        id="DS-PAR-91",
        title="Estimates without a deadline",
        matters="Who answers last has seen the market move.",
        fix="Give the time and time zone by which an estimate must arrive, and what is done with a later one.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_DEADLINE,
        bad=(
            "The dealers submit quotes, and their median is taken.",
            "Contributors are asked for a price.",
            "Dealer marks are collected.",
            "Appraisers hand in their values.",
            "The mean of the quotes received is the price.",
        ),
        good=(
            "The dealers submit quotes by 16:15 London time.",
            "Banks quote prices to clients.\n\nContributors are asked for a price within 15 minutes.",
            "Estimates of volatility are used.",
        ),
        confidence=0.75,
    ),
)
