"""What moves over days or years: weights and legs without a schedule, levels that step down by no amount."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_BIT_BY_BIT = (
    r"(?:smoothly|gradually|progressively|steadily|gently|slowly|gracefully|seamlessly|bit by bit|step by step|little"
    r" by"
    r" little|in (?:small |several |even )?(?:steps|stages|tranches|instalments|pieces)|piecemeal|in stages)"
)
_DAYS_LONG = (
    r"(?:over|across|during|within|through|throughout|in the course of) (?:the |a |an |its |these |those )?(?:[a-z-]+"
    r" ){0,3}"
    r"(?:\d+ |two |three |four |five |six |seven |eight |nine |ten )?(?:[a-z-]+ ){0,3}?(?:days?|sessions?|weeks?"
    r"|months?"
    r"|hours?|period|window|roll|transition|phase)"
)
_CARRIED = (
    r"(?:migrates?|moves?|moved|shifts?|shifted|glides?|passes?|slides?|transitions?|transitioned|changes? over|flows?"
    r"|wanders?|rotates?|rotated|transferred|phased (?:in|out|over)|blends?|blended|morphs?|fades?|faded|switch(?:es"
    r"|ed)?"
    r"|handed over|hands over|converges?|drifts?|rolls?|rolled|carried (?:over|across)|brought over|ramped (?:up|down))"
)
_HELD = (
    r"(?:(?:roll )?weights?|weightings?|exposures?|positions?|allocations?|holdings?|notionals?|portfolios?|baskets?"
    r"|shares? of the [a-z]+|compositions?|legs?|contracts?)"
)
_MIGRATES = Wording(
    re.compile(
        rf"\b(?P<what>{_HELD} (?:of [a-z ]{{3,30}} )?(?:is |are |will be |then |simply )*(?:{_BIT_BY_BIT} )?{_CARRIED}"
        rf" (?:over |across |out of |[a-z-]+ ){{0,2}}?(?:{_BIT_BY_BIT}))"
        rf"|\b(?:{_HELD} (?:is |are |will be |then |simply )*{_BIT_BY_BIT} {_CARRIED})\b"
        rf"|\b(?:{_HELD} (?:is |are |will be |then |simply )*{_CARRIED} (?:from [^.;,]{{3,40}}? )?(?:in)?to"
        rf" [^.;,]{{3,40}}? {_DAYS_LONG})\b"
    ),
    "'{words}': the weight of each day is not specified",
    "Equal daily steps, steps that grow and a move on the last days give other prices and other costs on every day of"
    " the transition.",
    "the weight or share of every day, as a formula or a table",
    settled=re.compile(
        r"[=×]|\d ?%|\b\d+/\d+\b|\b(?:linear\w*|equal\w*|evenly|per day|each day|a day|daily (?:steps?|share|amount)"
        r"|one[- ](?:fifth|third|quarter|half|tenth)|fifths?|thirds?|pro rata|proportion\w*|section|table|schedule)\b"
    ),
    settled_next=re.compile(
        r"\d ?%|\b\d+/\d+\b|[=×]|\b(?:linear\w*|equal (?:steps|parts|amounts|shares)|one[- ](?:fifth|third|quarter"
        r"|half|tenth)"
        r"|fifths?|per day|each day)\b"
    ),
    settled_in_section=re.compile(
        r"\d ?%|\b\d+/\d+\b|\b(?:linear\w*|equal (?:steps|parts|amounts|shares|instalments)|one[- ](?:fifth|third"
        r"|quarter|half|tenth)"
        r"|fifths?|per day|each day|roll weights?)\b"
    ),
    everywhere=True,
)
_OTHERS = (
    r"(?:(?:the |its |their |all |both )?(?:other|remaining|further|second|third|far|near|short|long|hedge|hedging|back"
    r"|foreign|domestic|minor|[a-z]+ and [a-z]+|[a-z]+)? ?(?:legs?|hedges?|sides?|positions?|contracts?|components?"
    r"|weights"
    r"|collateral|futures|forwards|orders|quotes|prices|currenc(?:y|ies)|books?)|the (?:rest|others?|remainder))"
)
_FOLLOWS = Wording(
    re.compile(
        rf"\b(?P<what>{_OTHERS} (?:will |then |simply |just |always |also )?(?:follows? (?:along|suit|behind"
        rf"|automatically"
        r"|through|accordingly|in step|in kind|naturally|likewise|the same way)|(?:moves?|goes?|comes?|tags?|runs?"
        r"|rolls?|trades?) along|(?:is|are) (?:moved|taken|rolled|carried|pulled|brought|adapted|changed|shifted"
        r"|handled"
        r"|treated|adjusted|updated|traded|dealt with|sized|set) (?:along|alongside|in parallel|accordingly|likewise"
        r"|similarly|analogously|in the same (?:way|manner|spirit|fashion)|in step|to match|to fit|in line)"
        r"|(?:does|do) (?:the same|likewise)|likewise|analogously|similarly|(?:moves?|adapts?|changes?|adjusts?"
        r"|behaves?) (?:accordingly|likewise"
        r"|similarly|in step|in sympathy|to match|to suit)))(?=[.,;:)]|$| (?:and|when|as|whenever|once)\b)"
    ),
    "'{words}': when, in which size and at which price is not specified",
    "What follows has a day, an instrument, a size and a price of its own, and the words give none of them.",
    "day and time, instrument, size and price of each leg",
    settled=re.compile(r"\d|[=×]|\b(?:section|table|pro rata|proportion\w*|same (?:day|time|ratio|number|price))\b"),
    settled_next=re.compile(r"\b(?:that is|i\.e|namely)\b"),
)

_LEVEL = (
    r"(?:[a-z-]+ )?(?:levels?|barriers?|prices?|fees?|rates?|limits?|thresholds?|targets?|caps?|floors?|size|sizes"
    r"|participation|leverage|weights?|stops?|spreads?|width|widths|half-spreads?|coupons?|cushions?|exposures?"
    r"|discounts?|allocations?|margins?|multipliers?|triggers?|strikes?|premiums?|haircuts?|penalt(?:y|ies)|buffers?"
    r"|bands?|tolerances?|rebates?|quantit(?:y|ies)|share|aggressiveness|urgency|budgets?|ratios?|redemption amount"
    r"|amount|decrement|influence|importance|contribution|reserve|inventory limit|gearing|impact)"
)
_GOES = (
    r"(?:(?:steps?|stepped|goes|moves?|comes?|ratchets?|ramps?|drifts?|winds?|scales?|tapers?|glides?|trends?)"
    r" (?:down|up"
    r"|off|away|lower|higher|downwards?|upwards?|in|out)(?:ward)?|(?:gets?|grows?|becomes?) (?:more |less )?[a-z]+"
    r"|decays?|tapers?|declines?|decreases?|increases?"
    r"|rises?|falls?|shrinks?|grows?|fades?|diminishes|drops?|narrows?|tightens?|widens?|accelerates?|amorti[sz]es?"
    r"|erodes?|wanes?"
    r"|(?:is|are|gets?|will be) (?:then |also |being )?(?:" + _BIT_BY_BIT + r" )?(?:lowered|raised|reduced|increased"
    r"|decreased|stepped (?:down|up)|tightened|widened|tapered(?: off| down)?|scaled (?:back|down|up)|decayed|trimmed"
    r"|ratcheted (?:up|down)|eased|relaxed|phased (?:in|out)|wound down|amorti[sz]ed|cut(?: back)?|lifted|stretched"
    r"|ramped (?:up|down)|loosened)|(?:glides?|moves?|goes|falls?|rises?|drops?|slides?|shrinks?) from [^.;,]{1,16}"
    r" to [^.;,]{1,16}?)"
)
_EVERY = (
    r"(?:year|quarter|month|week|day|hour|minute|period|observation|session|review|anniversary|step|date"
    r"|loss|fill|trade)"
)
_AS_TIME_GOES = (
    rf"(?:over (?:time|the (?:years|life|term|day|months|course))|with (?:time|age|(?:each|every) (?:further |passing"
    rf" |new )?{_EVERY}|the passage)|as (?:time"
    rf"|expiry"
    rf"|maturity|the (?:close|end|day|term|session|auction|expiry|deadline|horizon|year|order|note|position|signal))\b"
    rf"|toward?s? (?:the )?(?:close|auction|opening|lunch|maturity|end|expiry|deadline|closing|zero|final)|(?:each"
    rf"|every|from) {_EVERY}"
    rf"|{_EVERY} (?:by|after|on) {_EVERY}|through(?:out)? the (?:day|term|session|life|year)|{_BIT_BY_BIT}"
    r"|annually|yearly|quarterly|monthly|weekly|daily|afterwards|thereafter|from then on|in the (?:later|following"
    r"|second"
    r"|last) (?:years?|half|part|hours?)|later on|into the close|in later years|during the (?:life|term|day|session"
    r"|year|last)|as (?:the )?[a-z]+ (?:grows?|rises?|falls?|increases?|declines?|shrinks?)"
    r"|(?:during|over|within) (?:the )?(?:[a-z]+ )?(?:year|month|week|day|hours?|term|life|session))"
)
_VALUED = r"(?:index|basket|portfolio|strategy|fund|market|option|bond|note|bill|future|swap|warrant|share|stock)"
_BY_ITSELF = (
    rf"{_VALUED}s?(?:'s?)? (?:levels?|prices?|values?|premiums?|ratios?) (?:then |also |therefore )?(?:rises?|falls?"
    r"|grows?|increases?|declines?|decreases?|decays?|drops?|shrinks?|erodes?|wanes?|fades?|diminishes)"
    rf"|(?:levels?|prices?|values?|premiums?) of (?:the |an? |each )?(?:[a-z]+ )?{_VALUED}s? (?:rises?|falls?|grows?"
    r"|increases?|declines?|decreases?|decays?|drops?|shrinks?|erodes?|wanes?|fades?|diminishes)"
    r"|(?:options?|calls?|puts?|warrants?|time value) (?:decays?|loses?|ages?)|time decay|pull[- ]to[- ]par|reinvest\w*"
)
"""What rises or falls without anybody setting it: levels, and what markets pay for an option or a bond."""
_STEPS = Wording(
    re.compile(
        rf"\b(?:{_LEVEL} (?:of (?:the |an? |each )?[a-z-]+ )?)(?:[a-z]+ at [\d.,]+ ?%? and (?:then )?)?"
        rf"(?P<what>(?:then )?{_GOES} (?:[a-z]+ ){{0,2}}?{_AS_TIME_GOES})|\b{_LEVEL} [^.;]{{0,40}}\band (?:then"
        rf" )?(?:{_GOES} {_AS_TIME_GOES})"
    ),
    "'{words}': by how much, and on which dates, is not specified",
    "“{words}” gives a direction. The value on each date, and so what happens on it, cannot be computed from it.",
    "the value on every date, or the step and its dates",
    settled=re.compile(
        r"[=×]|\b(?:by|to) (?:a further |another |the |about )?(?:eur |usd |gbp |chf )?\d[\d.,]*(?: ?%| (?:per|basis"
        r"|percentage|ticks?|bps?|points?|lots?|shares|contracts))"
        r"|\bby (?:one|two|three|four|five|half)\b|\b\d[\d.,]* ?(?:%|bps?|basis points|percentage points|points"
        r"|ticks) (?:per|each|every|a|p\.a)\b"
        rf"|\b(?:{_BY_ITSELF})\b"
        r"|\b(?:linear\w*|exponential\w*|half-?life|section|table|schedule|proportion\w*|square root|sum of|because"
        r"|due to|actual"
        r"|funds?|constituents?|historical\w*|realised|investors?|markets?|may|might|could)\b"
    ),
    settled_next=re.compile(
        r"^(?:in (?:year|month)|after (?:one|two|three|\d)|on |at |from )[^.;]*\d ?%|[=×]|\bby \d|\b(?:linear\w*)\b"
    ),
)

CHECKS = (
    Check(
        id="DS-MET-80",
        title="Weights move over some days, and nothing says how much on each",
        matters="On every day of a roll the weights decide the level.",
        fix="Give the weight of every day, as a table or a formula such as k/5 on the k-th of five days.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.CRITICAL,
        find=_MIGRATES,
        bad=(
            "Over the last five trading days the weights migrate smoothly from the first contract to the second.",
            "During the roll window the exposure is gradually shifted into the next contract.",
            "Weights drift from the old to the new basket over three days.",
            "The position moves step by step into the back month.",
        ),
        good=(
            "Over the last five trading days the weights migrate smoothly, by 20% per day, to the second contract.",
            "The exposure is gradually shifted into the next contract. One fifth is shifted on each day.",
            "The weights move linearly from the first contract to the second.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-MET-82",
        title="The others follow, and nothing says how",
        matters="A leg that follows a day later is another position.",
        fix="Give day and time, instrument, size and price of each leg.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_FOLLOWS,
        bad=(
            "The gas and allowance legs follow along.",
            "When the front leg is rolled, the hedge is adjusted accordingly.",
            "The remaining contracts do the same.",
            "The near leg is rolled on the fifth day, the other legs likewise.",
        ),
        good=(
            "The gas leg follows the power leg on the same day.",
            "When the front leg is rolled, the hedge is adjusted to 0.8 lots per contract.",
            "The quotes follow the schedule of section 4.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-81",
        title="It steps down over time, by no amount",
        matters="The level on each date decides what is paid or traded.",
        fix="List the value for every date, or give the first value, the step and its dates.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.CRITICAL,
        find=_STEPS,
        bad=(
            "The call level starts at 100% and steps down over time.",
            "The participation limit is lowered towards the close.",
            "The stop is tightened step by step.",
            "The participation cap gets tighter as the day goes on.",
            "The management fee decreases year by year.",
            "The position limit tapers into the close.",
            "The hedge ratio glides from 100% to zero during the last month.",
            "The fee declines as assets grow.",
            "The cushion shrinks with every passing month.",
        ),
        good=(
            "The call level starts at 100% and steps down by 5% each year.",
            "The call level is lowered each quarter to 98% and 96% of the strike.",
            "The participation limit is lowered linearly towards the close.",
            "The price may fall over time.",
            "The fee accrues daily.",
            "The index level rises with each dividend that is reinvested.",
            "The premium declines over time as the option decays.",
            "The price of the bond falls towards maturity.",
        ),
        confidence=0.75,
    ),
)
