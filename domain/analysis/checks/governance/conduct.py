"""Conduct towards clients: results that are shown, to whom and where it is sold, and what is claimed and promised."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_EARNED = (
    r"(?:earn(?:s|ed)|gain(?:s|ed)?|return(?:s|ed)?|made|achiev(?:es|ed)|produc(?:es|ed)|deliver(?:s|ed)|show(?:s|n"
    r"|ed)?|yield(?:s|ed)?|outperform(?:s|ed)?|beat(?:s|en)?|grew|won|profits?|performance|sharpe|hit rate|results?"
    r"|draw-?downs?|annual(?:i[sz]ed)?|gross|net)"
)
_SIMULATED = (
    r"(?:back-?test(?:s|ed|ing)?|simulat(?:ion|ions|ed)|hypothetical(?:ly)?|paper[- ]trad(?:ed|ing)|pro[- ]forma"
    r"|in[- ]sample|historical test(?:s|ing)?|test(?:s|ing)? on (?:past|historical|old) data|model portfolio)"
)
_MATERIAL = (
    r"(?:presentations?|brochures?|leaflets?|fact ?sheets?|flyers?|pitch(?:es| ?books?)?|decks?|marketing|advertis\w+"
    r"|websites?|newsletters?|prospectus(?:es)?|sales (?:material|documents?)|reports? to (?:clients|investors)"
    r"|(?:clients?|investors?|prospects|savers|customers) (?:are|is|get|gets|receive|receives|see|sees))"
)
_SHOWN = Wording(
    re.compile(
        rf"\b(?P<what>{_SIMULATED})\b(?=[^.;]{{0,80}}\b{_EARNED}\b[^;]{{0,60}}(?:\d ?(?:%|per ?cent|basis|bps?"
        rf"|points)|sharpe))"
        rf"|\b(?P<what4>{_MATERIAL}[^.;]{{0,70}}\b{_SIMULATED})\b"
        r"|\b(?P<what3>would have (?:returned|earned|gained|made|yielded|produced|achieved|outperformed|beaten"
        r"|grown))\b(?=[^;]{0,60}\d ?(?:%|per ?cent|basis|bps?|points))"
        rf"|\b(?P<what2>{_EARNED} (?:[a-z]+ ){{0,3}}?(?:of )?(?:over |about |around |some )?\d[\d.,]* ?(?:%|per"
        rf" cent)[^.;]{{0,60}} (?:in|on|from) (?:the |an? )?(?:[a-z-]+ )?{_SIMULATED})\b"
    ),
    "'{words}': simulated performance is shown without disclosure",
    "A result of a simulation is stated like one that was earned. Nothing says that it is simulated with hindsight,"
    " with which data, period and costs, gross or net, and that it is no reliable guide to the future; rules on"
    " marketing to clients ask for that.",
    "that the performance is simulated, its period, data, costs and assumptions, and the warning on past performance",
    settled=re.compile(r"\b(?:must|at least|below|threshold|minimum|required|rejected|accepted|assum\w+)\b"),
    settled_elsewhere=re.compile(
        r"\b(?:no|not an?|not) (?:reliable )?(?:indicat\w+|guide|guarantee)\b|\bdisclaimers?\b|\bhindsight\b|\brisk"
        r" warnings?\b|\bpast performance\b|\bdisclosures?\b"
    ),
    once=True,
    everywhere=True,
)
_CLIENTS = Wording(
    re.compile(
        r"\b(?P<what>(?:retail|private|individual|non-professional|unsophisticated|high[- ]street) (?:and"
        r" (?:professional|institutional) )?(?:clients?|investors?|customers?|savers|buyers|accounts)"
        r"|(?:professional|institutional) and (?:retail|private) (?:clients?|investors?|customers?)|(?:all|any"
        r"|every) (?:clients?|investors?|customers?)(?= (?:may|can) (?:subscribe|invest|buy|trade|take part))"
        r"|(?<=suitable for )(?:all|any|every|most) (?:clients?|investors?|customers?)|open"
        r" to (?:all|everyone|everybody|anyone|the public)|general public|savers|families|households|pensioners"
        r"|(?<!similar )(?<!same )consumers(?! (?:goods|prices?|discretionary|staples))|anyone who (?:wishes"
        r"|wants) to invest|(?:anyone|anybody|everyone|everybody) (?:may|can) (?:buy"
        r"|subscribe|invest|take part)|private persons|private individuals|small investors|ordinary people"
        r"|branch customers|counters? of (?:the |its )?(?:savings )?banks?|all"
        r" (?:kinds|types) of (?:clients|investors))\b"
    ),
    "'{words}': suitability and risk disclosure are not addressed",
    "The text opens a product to those whom the rules protect most, and says nothing of a test of suitability or"
    " appropriateness, of the target market, or of the risks that they must be told of.",
    "test of suitability or appropriateness, target market, and the risk disclosure that is handed over",
    needs=re.compile(
        r"\b(?:open|offer\w*|sold|sell\w*|market(?:ed|ing)?|available|distribut\w+|access\w*|subscri\w+|invest\w*"
        r"|buy\w*|bought|accept\w*|aimed|intended|meant|made for|designed|recommend\w*|suit(?:s|ed)|promot\w*|placed"
        r"|suitable)\b"
    ),
    settled=re.compile(r"\b(?:not|no|never|excluded|except|neither|prohibited|only for professional)\b"),
    settled_elsewhere=re.compile(
        r"\b(?:suitab\w+ (?:test|assess\w+|report|check)|appropriateness|risk (?:warnings?|disclosures?|factors)|key"
        r" information|kiid?|target market|knowledge and experience)\b"
    ),
    once=True,
    everywhere=True,
)
_PLACES = r"(?:jurisdictions?|countries|territories|states|places)"
_SOMEWHERE = Wording(
    re.compile(
        rf"\b(?P<what>(?:some|certain|several|various|restricted|selected|specific|a number of|prohibited|sanctioned"
        rf"|particular|many|excluded|other|embargoed|high-risk|non-cooperative) {_PLACES}|{_PLACES} (?:in which"
        rf"|where|whose) [^.;]{{0,50}}(?:prohibit\w*|not permit\w*|unlawful|restrict\w*|illegal|not allow\w*"
        rf"|forbid\w*|forbidden))\b"
    ),
    "'{words}': the restricted jurisdictions are not listed",
    "Whoever offers or accepts has to know where it is not allowed. “{words}” leaves that to each seller, and an"
    " offer in the wrong place is a breach of law.",
    "the list of jurisdictions or the document that holds it, as of which date, and who keeps it up to date",
    needs=re.compile(
        r"\b(?:offer\w*|sold|sell|sale|market(?:ed|ing)|distribut\w+|available|residents?|clients?|investors?"
        r"|citizens?|access\w*|promot\w+|persons?|customers?|users?|licen[cs]\w+|linked)\b"
    ),
    settled_beside=re.compile(r"\([^)]*\w|:|\b(?:such as|namely|listed|section|appendix|annex|schedule|fatf|ofac)\b"),
    once=True,
    everywhere=True,
)
_GREEN = Wording(
    re.compile(
        r"\b(?P<what>(?:sustainable|green|climate-friendly|climate-conscious|low[- ]carbon|responsible|ethical"
        r"|socially responsible|environmentally friendly|esg(?:-friendly|-compliant| leaders?)?|paris-aligned|net[-"
        r" ]zero|impact-driven|eco-friendly|clean) (?:[a-z]+ )?(?:compan(?:y|ies)|issuers?|businesses|firms|bonds"
        r"|investments?|stocks|shares|securities|assets|product|fund|index|strategy|portfolio|basket|leaders))\b"
    ),
    "'{words}': the claim has no stated basis",
    "“{words}” tells investors something that they rely on and regulators look at. The text names no provider, no"
    " criteria and no threshold by which it could be checked.",
    "the criteria and thresholds, their provider, and the disclosure under which the claim is made",
    settled=re.compile(r"\d|\b(?:score|ratings?|defined|means|according to|criteria|certified|label)\b|[(:]"),
    settled_elsewhere=re.compile(
        r"\b(?:esg (?:scores?|ratings?|data|risk)|sustainalytics|sfdr|taxonomy|carbon intensity|emissions?|green"
        r" bond principles|exclusion (?:list|criteria)|controvers\w+|climate bonds initiative|revenues? from)\b"
    ),
    once=True,
    everywhere=True,
)
_SURE = Wording(
    re.compile(
        r"\b(?P<what>guarantee[sd]? (?:an? |its |the |its )?(?:[a-z]+ ){0,2}?(?:returns?|profits?|gains?|performance"
        r"|outperformance|income)|(?:no|without(?: any)?) risk of (?:loss|losing)|cannot lose|never loses?"
        r"|risk-?free (?:profits?|gains?|income)|(?:always|certain to|sure to|bound to) (?:outperform|beat|profit"
        r"|gain|win|recover)s?)\b"
    ),
    "'{words}': a promise of results that is not fair and not misleading",
    "No strategy is free of loss, and the rules on information to clients forbid to say so.",
    "the risks, in the same prominence, or the contract that guarantees it and its guarantor",
    settled=re.compile(r"\b(?:no|not|neither|nor|without) (?:[a-z]+ ){0,3}guarantee|\bdoes not\b|\bguarantor\b"),
    everywhere=True,
    once=True,
)
_PAID_FOR = Wording(
    re.compile(
        r"\b(?P<what>payments? for order flow|retrocessions?|kick-?backs?|(?:highest|largest|best) rebates?"
        r"|inducements?|(?:pays?|paying) (?:us|the (?:desk|firm|broker|house|bank|router|operator)) (?:the )?"
        r"(?:most|best|more)|(?:pays?|gives?|offers?|grants?|credits?) (?:us|the (?:desk|firm|broker|house|bank|router"
        r"|operator)) (?:the |an? )?[a-z]+ (?:rebates?|discounts?|fees?|commissions?|payments?|incentives?|refunds?)"
        r"|(?:pays?|offers?|with) the (?:highest|largest|best|biggest|most generous) (?:[a-z]+ )?(?:fees?|rebates?"
        r"|discounts?|kick-?backs?|commissions?|payments?|incentives?)|best-paying [a-z]+|(?:rebates?|commissions?"
        r"|discounts?|kick-?backs?|refunds?) (?:stays?|remains?) with (?:us|the [a-z]+)|shares? its (?:revenues?"
        r"|profits?|fees|commissions?) with (?:us|the [a-z]+)|(?:rebates?|commissions?) (?:is|are) (?:kept"
        r"|retained) by (?:the |our )?[a-z]+)\b"
    ),
    "'{words}': the conflict of interest is not addressed",
    "The firm is paid by another than its client for where the order goes. The text neither discloses it nor says"
    " how it is kept from deciding.",
    "how it is disclosed and passed on, and how it is kept from deciding where orders go",
    settled_elsewhere=re.compile(r"\bconflicts? of interests?\b|\bdisclos\w+|\bbest[- ]execution\b|\bpassed on\b"),
    needs=re.compile(
        r"\b(?:orders?|flow|rout\w+|venues?|brokers?|platforms?|exchanges?|market makers?|trades?|executions?"
        r"|rebates?|clients?|retrocessions?|inducements?|pools?)\b"
    ),
    once=True,
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-COM-12",
        title="Simulated performance without disclosure",
        matters="A simulation knows the future; the reader has to be told.",
        fix="Say beside the figure that it is simulated, over which period, on which data and costs, gross or net, and"
        " that it is no reliable indicator of future results.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_SHOWN,
        bad=(
            "In back-tests the overlay gained 11% a year.",
            "Hypothetical results from 2008 to 2023 show a yearly gain of 7.4%.",
        ),
        good=(
            "In back-tests the overlay gained 11% a year. Simulated results are not a reliable indicator of future"
            " performance.",
            "A model is used if its back-test shows a return of at least 3%.",
        ),
    ),
    Check(
        id="DS-COM-13",
        title="Sold to private clients without suitability and risk disclosure",
        matters="What is sold to those who cannot judge it comes back as a complaint.",
        fix="State the target market, the test of suitability or appropriateness, and the risks that are disclosed.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_CLIENTS,
        bad=(
            "The note is sold to private investors through branches.",
            "The fund is open to the general public.",
            "The certificate is meant for savers.",
            "The bond is aimed at families.",
            "Anyone can buy the note from EUR 100.",
        ),
        good=(
            "The note is sold to private investors after a suitability test.",
            "The note is not offered to retail investors.",
        ),
    ),
    Check(
        id="DS-COM-19",
        title="Restricted jurisdictions are not listed",
        matters="An offer in the wrong place is a breach of law.",
        fix="List the jurisdictions, or name the document that lists them and who keeps it.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.MEDIUM,
        find=_SOMEWHERE,
        bad=("Certificates are not sold in certain countries.",),
        good=("Certificates are not sold in certain countries (the United States, Canada and Japan).",),
    ),
    Check(
        id="DS-COM-21",
        title="A claim of sustainability without a basis",
        matters="What is called green has to be shown to be.",
        fix="Give the criteria, thresholds and provider by which the claim can be checked, and the disclosure it"
        " needs.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_GREEN,
        bad=("The index selects climate-friendly companies of the region.",),
        good=(
            "The index selects climate-friendly companies. Carbon intensity is taken from Scope 1 and 2 reports and"
            " is below 50 t per million of sales.",
        ),
    ),
    Check(
        id="DS-COM-22",
        title="A promise of results",
        matters="No strategy is free of loss.",
        fix="Take the promise out, or name the guarantor and the contract, and state the risks beside it.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_SURE,
        bad=("The strategy earns a risk-free profit in every market.", "The overlay cannot lose money."),
        good=("There is no guarantee of performance.", "Cash earns the risk-free rate."),
    ),
    Check(
        id="DS-COM-23",
        title="Paid by others for where the order goes",
        matters="Who pays, decides.",
        fix="Disclose the payment, say to whom it is passed on, and how it is kept from deciding where orders go.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_PAID_FOR,
        bad=(
            "Orders go to the venue with the highest rebate.",
            "Flow is sent to whichever market maker pays the highest fee.",
            "Orders go to the venue that pays us the most.",
            "We choose the platform that shares its revenues with us.",
            "Rebates stay with the desk.",
        ),
        good=(
            "The share that pays the most dividends is bought.",
            "Rebates are passed on to the client. Orders go to the venue with the highest rebate.",
        ),
    ),
)
