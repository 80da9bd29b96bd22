"""In the hands of others: what waits for their confirmation, and costs that are whatever they bill."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_OTHERS = (
    r"(?:(?:staking |technology |data |settlement |clearing |prime |hedging |lending )?(?:partners?|providers?"
    r"|custodian|brokers?|registrar|lenders?|fund house|agents?|vendors?|trustee|validators?|clearer|counterparty"
    r"|suppliers?|bank|depositary|administrator of the fund|warehouse|transfer agent|exchange|platform|operator))"
)
_CONFIRMS = (
    r"(?:confirms?|confirmed|agrees?|agreed|repl(?:y|ies|ied)|reports?|reported|delivers?|delivered|process(?:es|ed)?"
    r"|releases?|released|approves?|approved|answers?|answered|acknowledge[sd]?|accepts?|accepted|credits?|credited"
    r"|gives? (?:the|its) [a-z-]+|sends? (?:it|them|the|its) ?[a-z]*|has (?:the|its) [a-z]+ ready|books?|booked"
    r"|notif(?:y|ies|ied)|permits?|allows?)"
)
_WAITS = Wording(
    re.compile(
        rf"\b(?P<what>(?:as soon as|once|when|whenever|after|until|not before|only when) (?:the|our|its"
        rf"|their) {_OTHERS} (?:has |have )?(?:also )?{_CONFIRMS})\b|\b(?P<what3>(?:(?:as soon as|once|when|whenever"
        rf"|only when|from the (?:day|moment)(?: on which)?|not (?:booked |done )?before|(?:nothing"
        rf"|none) is [a-z]+ (?:before|until)) (?:the|our|its|their) (?:[a-z-]+ )?(?:bank|auditor|warehouse|depositary"
        rf"|issuer|registry|authority|regulator|lawyers?|counsel|partner|host|depot|foundation|shipper|inspector"
        rf"|carrier|surveyor|tax office|landlord|miner|validator|operator|lender|insurer|paying agent|transfer agent"
        rf"|fund|provider) (?:is ready|has signed|signs|certif(?:y|ies)(?: them| it)?|has certified|consents?"
        rf"|has (?:paid|confirmed|agreed|cleared|consented|replied)|says so|gives (?:its|the) [a-z-]+|clears? (?:it"
        rf"|them)|is satisfied|lifts (?:it|them)|opens (?:it|them)))|(?P<what4>once (?:they|it|these) (?:has"
        rf"|have) (?:arrived|come in|cleared|been (?:received|confirmed|credited|paid))))\b"
        rf"|\b(?P<what2>(?:up)?on (?:the )?(?:confirmation|receipt|approval|notification|acknowledgement"
        rf"|consent) (?:by|from|of) (?:the|our|its) {_OTHERS})\b"
    ),
    "'{words}': by when, and what holds until then or without it, is not specified",
    "The time of the step is in the hands of another, who may answer late, in parts or never. The text gives no"
    " deadline, no evidence and no treatment of an answer that is missing.",
    "by when at the latest, by which message, and what is booked or done if it does not come",
    settled=re.compile(
        r"\d|\b(?:at the latest|no later|otherwise|if (?:it|they|no|none)|within|deadline|failing which|by noon"
        r"|same day|reject\w*|cancel\w*|order id|fill(?:ed|s)?)\b"
    ),
    settled_next=re.compile(r"\b(?:if (?:it|they|no|none)|otherwise|without (?:it|this|such|confirmation))\b"),
    everywhere=True,
)
_COSTS = (
    r"(?:charges?|fees?|costs?|expenses|storage|insurance|financing|interest|commissions?|gas|borrow(?: costs?)?"
    r"|carry|rent|tax(?:es)?|margins?|funding|premiums?|licence fees?|custody|freight|levies|duties)"
)
_BILLED = (
    r"(?:(?:as|when|where) (?:(?:they|it) (?:is|are) )?(?:invoiced|billed|advised|notified|reported|charged|incurred"
    r"|quoted|demanded|stated|debited|claimed|communicated|they (?:come|fall due|arise|occur)|it (?:comes|falls due))"
    r"(?: by (?:the |our |its )?[a-z]+)?|at (?:actual )?cost|in the amount (?:invoiced|advised|charged))"
)
_INVOICED = Wording(
    re.compile(
        rf"\b(?P<what>{_COSTS} (?:is|are) (?:[a-z]+ ){{0,2}}?(?:off|deducted|charged|paid|booked|passed on|debited"
        rf"|borne|taken|added|applied|subtracted|reimbursed|settled|accrued|withheld) {_BILLED})\b"
        rf"|\b(?P<what5>(?:[a-z]+ )?(?:fees|charges|tolls|costs|taxes|expenses|levies|commissions) (?:is"
        rf"|are) passed (?:on|through)(?: to [a-z ]{{3,20}})?)(?=[.,;]|$)|\b(?P<what3>(?:[a-z]+ (?:and [a-z]+"
        rf" )?)?(?:fees|charges|tolls|costs|taxes|expenses|levies|duties|commissions) (?:is|are) borne by (?:the"
        rf"|its) (?:index|basket|fund|strategy|note|holders?|investors?|product|portfolio|account))\b"
        rf"|\b(?P<what4>(?:index|basket|fund|strategy|note|product|portfolio) (?:bears|pays|carries) (?:the |all "
        rf"|its )+(?:[a-z]+ )?(?:costs|fees|charges|expenses|taxes)(?: of the [a-z]+)?)|\b(?P<what2>what(?:ever)?"
        rf" (?:the|our|its) (?:[a-z]+ )?{_OTHERS} (?:charges|bills|asks|invoices|demands|takes)(?: for it)? is"
        rf" (?:deducted|paid|passed on|charged|taken off))\b"
    ),
    "'{words}': neither the rate nor a bound is specified",
    "What another bills, on whatever day and in whatever amount, is in the result. The text gives no rate, no cap and"
    " no day on which it is booked, so the net result cannot be computed or foreseen.",
    "the rate or the amount, a cap, and the day on which it is booked",
    settled=re.compile(r"\d|\b(?:capped|cap of|at most|section|table|appendix|annex|schedule)\b"),
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-NAM-91",
        title="It waits for somebody's confirmation",
        matters="Whoever confirms decides when it counts.",
        fix="Give the latest time, the message that counts, and what is done if it does not come.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=_WAITS,
        bad=(
            "Units are booked once the fund house has processed them.",
            "Collateral is released as soon as the lender agrees.",
            "Deliveries count from the day the warehouse certifies them.",
            "The swap starts when the bank is ready.",
            "Proceeds count once they have arrived.",
            "Creation units are issued upon confirmation by the agent.",
        ),
        good=(
            "Units are booked once the fund house has confirmed them, at the latest on the third day.",
            "Collateral is released as soon as the lender agrees. If it does not agree by noon, the trade is void.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-PAR-95",
        title="Costs are whatever is billed",
        matters="Net of an unknown bill is an unknown number.",
        fix="Give the rate or the amount, a cap, and the day on which it is booked.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_INVOICED,
        bad=(
            "Storage is charged as billed.",
            "Costs are deducted as advised by the depot.",
            "Financing is passed on at cost.",
            "Whatever the warehouse charges is deducted.",
            "Tolls and grid fees are borne by the basket.",
            "Bank charges are passed through.",
        ),
        good=("Storage is charged as billed, at most USD 1 a tonne.", "Costs are deducted daily."),
        confidence=0.8,
    ),
)
