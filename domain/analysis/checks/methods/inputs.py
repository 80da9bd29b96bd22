"""Inputs taken for known: the underlying, the market's volume, kinds of assets, measures of style, models of a kind."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Role
from domain.semantics.words import content_words

_UNDERLYING = re.compile(
    r"\b(?:the|its|an) (?P<what>(?:underlying|reference|risky|base) (?:asset|instrument|security|share|stock"
    r"|portfolio|basket|strategy|fund|market|contract|future|currency pair|exposure)|underlying|risky leg|risk"
    r" asset)s?(?! (?:index|of (?:the|each|an?|all)|prices? of)\b)(?![\w-])"
)
_PROVIDERS = re.compile(
    r"\b(?:S&P|EURO STOXX|STOXX|MSCI|FTSE|Russell|Nasdaq|NASDAQ|DAX|SMI|CAC|Nikkei|TOPIX|Hang Seng|Dow Jones|iBoxx"
    r"|Solactive)\b"
)
_NAMES_INDEX = re.compile(
    rf"{_PROVIDERS.pattern}"
    r"|\b[A-Z][A-Za-z&]+(?: [A-Z0-9][A-Za-z0-9&]*)+ (?:Index|Future|Futures|ETF|Fund)\b"
)
_IS = re.compile(
    r"\bunderlying[\"”]?(?: (?:asset|instrument|security|share|stock|portfolio|basket|strategy|fund|market|contract"
    r"|future))?(?: \([^)]*\))? ?(?:(?:is|are) (?:the|an?|one|each|those) |means |: |=|\(|consists? |comprises? )"
)


_TOLD_NEXT = re.compile(r"(?:this|that|it) (?:is|means) (?:the|an?|that|whichever) ")
"""The next sentence says it: "... of the reference contract. This is the listed contract nearest in months"."""


def _underlying(ir: DocumentIR) -> Iterator[Hit]:
    """An underlying, in a document that says nowhere what it is."""
    if any(_NAMES_INDEX.search(s.text) for s in ir.prose.having(_NAMES_INDEX)) or _PROVIDERS.search(ir.title):
        return
    if ir.meaning("underlying") or ir.segments.say(_IS):
        return
    for segment in ir.prose.having(_UNDERLYING):
        match = _UNDERLYING.search(segment.low)
        if not match or segment.section.role is not Role.RULES or ir.meaning(match["what"]):
            continue
        if _TOLD_NEXT.match(ir.behind(segment)) and segment.low.rstrip(" .").endswith(match["what"]):
            continue
        yield Hit(
            title=f"{capital(match['what'])}: which one it is, and whose prices count, is not specified",
            why=f"Everything is computed from “the {match['what']}”, and the document names no index, contract or"
            f" security,"
            " no variant and no source of its prices.",
            spans=(segment.span(match.start("what"), match.end("what")),),
            suggestion=add_after(
                segment,
                match.end("what"),
                f" ({to_specify('name, identifier, variant and currency, and source of prices')})",
            ),
        )
        return


_KINDS = (
    r"(?:stable-?coins?|wrapped (?:tokens?|coins?|assets?)|privacy coins?|meme ?-?coins?|(?:governance|defi|exchange"
    r"|utility|pegged|staked|liquid staking|security|gaming) (?:tokens?|coins?)|synthetic assets|reits?|real estate"
    r" (?:investment trusts?|companies|stocks)|financials?|insurers?|utilities|spacs?|shell companies|holding"
    r" companies|closed-end funds?|investment trusts?|adrs?|gdrs?|depositary receipts?|(?:limited|master)"
    r" partnerships?|mlps?|royalty trusts?|(?:tobacco|weapons?|gambling|gaming|alcohol|coal|oil and gas|fossil fuel"
    r"|defen[cs]e|nuclear|arms|energy|mining|technology|tech|pharma\w*|biotech\w*|bank|airline|cannabis|adult"
    r" entertainment) (?:companies|producers?|makers?|manufacturers?|stocks|shares|firms|names)|state-owned"
    r" (?:companies|enterprises)|growth stocks?|value stocks?|defensive (?:stocks|shares|names)|cyclicals?|penny"
    r" stocks?|green bonds?|social bonds?|structured notes?|leveraged (?:etfs?|products?|tokens?)|inverse etfs?)"
)
_SORTED_OUT = Wording(
    re.compile(
        rf"\b(?P<what>{_KINDS}(?:(?:,| and| or|, and|, or) {_KINDS}){{0,3}}) (?:is|are|stays?|remains?)"
        rf" (?:[a-z]+ly )?(?:left out"
        r"|kept out|excluded|not eligible|ineligible|dropped|removed|omitted|ignored|skipped|barred|not (?:held"
        r"|considered|bought|included|admitted|allowed|traded)|filtered out|screened out|eligible|underweighted"
        r"|preferred)\b"
        rf"|\b(?:exclud(?:es?|ing)|omit(?:s|ting)?|without|leav(?:es|ing) out|drop(?:s|ping)?|avoid(?:s|ing)?"
        rf"|except(?: for)?|but no|other than) (?:any |all )?(?P<what2>{_KINDS}(?:(?:,| and| or|, and|, or)"
        rf" {_KINDS}){{0,3}})(?=[.,;)]|$)"
    ),
    "'{words}': by whose classification they are told is not specified",
    "Who counts as one of them is decided by a list or a scheme; two data providers draw the line differently, and"
    " change it at different times.",
    "scheme or list, its publisher, and the date as of which it is taken",
    settled_elsewhere=re.compile(
        r"\b(?:classif\w+|gics|icb|trbc|nace|naics|tagged|categor(?:y|ies|ised|ized)|according to|as (?:defined"
        r"|listed|identified|determined) (?:by|in)|revenues?|pegged|sector(?:s)? (?:of|from|codes?))\b"
    ),
    settled=re.compile(r"\d|\(|\b(?:means|defined|that is)\b"),
    once=True,
    everywhere=True,
)

_STYLES = (
    r"(?:(?:price |earnings |residual |relative )?momentum|quality|value|(?:roll |fx )?carry|growth|profitability"
    r"|sentiment|relative strength|dividend (?:growth|strength|quality)|earnings (?:growth|quality|revisions?"
    r"|surprises?)|reversal|attractiveness|strength|trend|low volatility|sustainability|conviction|liquidity"
    r"|valuation|fundamentals?|cheapness|performance|risk-adjusted return)"
)
_BEST = (
    r"(?:best|strongest|highest|weakest|poorest|worst|lowest|cheapest|richest|most attractive|greatest|steepest"
    r"|largest)"
)
_STYLE = re.compile(
    rf"\b(?:(?:with|by|of|showing|having|for) (?:the |their )?{_BEST} (?:[a-z]+ )?(?P<what>{_STYLES})|(?:ordered"
    rf"|ranked|sorted|chosen|picked|selected|graded|compared|screened|(?:cheapest|best|top|strongest)(?:"
    rf" [a-z-]+){{0,3}}?) (?:by|on|for|according to|in terms of) (?:the |their |its )?(?P<what2>{_STYLES})"
    rf"|(?:(?:sized|weighted|scaled|divided|shared|split|allocated) (?:by|on|according to)(?: inverse)?"
    rf"|(?:inversely )?proportional to|in (?:inverse )?proportion"
    rf" to) (?:the |their |its )?(?P<what4>{_STYLES}|risk|capacity|importance|attractiveness|relevance)|(?:rank|sort"
    rf"|order|select|pick|choose)s? (?:[a-z]+ ){{1,3}}?(?:by|on|for|according to) (?:the |their "
    rf"|its )?(?P<what3>{_STYLES}))(?=[.,;)]|$| (?:are|is|and|among|in|of|at|from|within|over the market|get|that|who"
    rf"|which|first)\b)"
)
_MEASURED = re.compile(
    r"[=×]|\b(?:is|are|equals?|means|being|measured (?:as|by|over)|defined as|ratio|divided|return (?:from|over|of)"
    r"|total return|over the (?:last|past|previous)|book|ebitda|trailing|\d+[- ](?:day|week|month|year))\b"
)


def _style(ir: DocumentIR) -> Iterator[Hit]:
    """A measure of style that members are chosen by, which no passage says how to compute."""
    told = set[str]()
    for segment in ir.prose.having(_STYLE):
        for match in _STYLE.finditer(segment.low):
            group = next(name for name in ("what", "what2", "what3", "what4") if match[name])
            what = match[group]
            if what in told or segment.section.role is not Role.RULES or ir.meaning(what):
                continue
            if segment.low[match.end() :].startswith((",", " (")) and _MEASURED.search(segment.low, match.end()):
                continue
            if is_measured(ir, what):
                continue
            told.add(what)
            yield Hit(
                title=f"{capital(what)}: the measure is not defined",
                why=f"Members are chosen by {what}, and nothing says which figure it is, over which window and from"
                f" whose"
                " data. Two usual definitions choose other members.",
                spans=(segment.span(*match.span(group)),),
                suggestion=add_after(
                    segment, match.end(group), f" ({to_specify('formula, window, data and their source')})"
                ),
            )


def is_measured(ir: DocumentIR, what: str) -> bool:
    """Whether a formula or a sentence says what a measure is."""
    words = content_words(what)
    if any(words <= content_words(formula.left.replace("_", " ")) for formula in ir.formulas):
        return True
    said = re.compile(
        rf"^[a-z]\w{{0,3}}, the {re.escape(what)}, is the\b|\b{re.escape(what)}(?: (?:score|signal|measure"
        rf"|factor|rank))? ?(?:\([^)]*\) )?(?:(?:is|are|equals?|means"
        rf"|of (?:an?|each)"
        r" [a-z]+ is) (?:the|an?|its|their|total|price|measured|defined|calculated|computed|given|\d)|: |=|\((?:the"
        r"|an?|total|\d))"
    )
    return any(said.search(other.low) is not None for other in ir.with_all(words))


_MODEL_OF_A_KIND = Wording(
    re.compile(
        r"\b(?P<what>(?:(?:gradient[- ])?boost(?:ed|ing)(?: trees?)?|boosted trees?|random forests?|(?:deep "
        r"|recurrent |convolutional |artificial |graph )?neural (?:network|net)s?|deep[- ]learning"
        r"|machine[- ]learning|reinforcement[- ]learning|lstm|transformer|large language|language|support vector"
        r"|logistic|lasso|elastic net|bayesian|ensemble|clustering|autoencoder|hidden markov|regime[- ]switching"
        r"|decision trees?|xgboost|lightgbm|nearest[- ]neighbou?r|ai|self-learning|supervised|natural language|nlp)"
        r" (?:[a-z-]+ )?(?:models?|classifiers?|algorithms?|networks?|regressors?|predictors?|engines?|agents?"
        r"|systems?|pipelines?)|random forests?|(?:gradient[- ])?boosted trees|(?:deep |recurrent "
        r"|convolutional )?neural networks?|(?<!\bcredit )classifiers?)\b"
    ),
    "{Words}: features, target, training data and parameters are not specified",
    "A learned model is its features, its target, the data and window it was trained on, its settings and its seed."
    " None of them is in the document, so nobody can compute its output.",
    "features, target, training data and window, architecture and settings, seed and version",
    settled=re.compile(r"\b(?:version|hash|appendix|annex|section) ?[\da-z]|\bv\d"),
    settled_elsewhere=re.compile(
        r"\b(?:features|hidden layers?|learning rate|trained (?:on|with|over)|training (?:data|set|window|sample)"
        r"|target variable|labels|loss function|epochs|max(?:imum)? depth|number of trees|model card)\b"
    ),
    once=True,
)

_LEARNED = (
    r"(?:(?:gradient[- ])?boost(?:ed|ing)(?: (?:decision )?trees?| machines?)?|(?:random|isolation) forests?"
    r"|(?:[a-z]+ )?neural"
    r" (?:network|net)s?|lstms?|transformers?|autoencoders?|(?:logistic|lasso|ridge|elastic net|linear|penalised"
    r"|quantile"
    r"|support vector|gaussian process) (?:regressions?|models?|classifiers?|machines?)|(?:support vector|boosting)"
    r" machines?|decision trees?|xgboost|lightgbm|catboost|classifiers?|(?:hidden markov|machine[- ]learning"
    r"|deep[- ]learning"
    r"|forecasting|prediction|predictive|statistical|nowcast(?:ing)?|ranking|scoring|supervised|bayesian) models?"
    r"|perceptrons?|learners?)"
)
_UNFEATURED = Wording(
    re.compile(
        rf"\b(?P<what>(?:an? |the |our )?{_LEARNED})(?: \([^()]*\))? (?:then |also |[a-z]+ly )?(?:(?:is|are|was|gets)"
        rf" (?:[a-z]+ly |first"
        r" |then )?(?:trained|fitted|re-?fitted|re-?trained|estimated|tuned|learned|calibrated|used to|applied|run"
        r"|built)"
        r"|gives?|returns|yields|predicts?|forecasts?|outputs?|estimates?|maps?|ranks?|scores?|classif(?:y|ies)|learns?|nowcasts?)\b"
        rf"|\b(?P<by>(?:with|by|from|using|train|trains|fit|fits) (?:an? |the )?{_LEARNED})(?=[.,;)]|$| (?:on|over"
        rf"|with|to|each"
        r"|every|of|that|which|in)\b)"
    ),
    "{Words}: on which features, how made from the data, is not specified",
    "Data are not yet features. Levels or changes, lagged by how much, scaled how and joined at which moment, and what"
    " exactly is forecast over which horizon: each choice gives another model.",
    "each feature with its formula and lag, the target with its horizon, and the treatment of gaps",
    settled=re.compile(r"\b(?:version|hash|appendix|annex|section|table) ?[\da-z]|\bv\d|[=×]"),
    settled_elsewhere=re.compile(
        r"\b(?:features?|predictors?|regressors?|explanatory|covariates?|independent variables?|design matrix|inputs?"
        r" (?:to|of"
        r"|for) the (?:[a-z]+ )?(?:model|network|tree|forest|classifier|regression)|(?:model|network"
        r"|regression)(?:'s)? inputs?"
        r"|input (?:layer|vector|variables?)|model card|regress\w* [^.;]{0,40}\bon)\b"
    ),
    once=True,
)

CHECKS = (
    Check(
        id="DS-DAT-10",
        title="The underlying is not identified",
        matters="Everything is computed from it.",
        fix="Name it with identifier, variant (price, net or gross return) and currency, and whose prices are used.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=_underlying,
        bad=(
            "Volatility of the underlying is measured from its returns.",
            "Exposure to the risky asset is at most 150%.",
        ),
        good=(
            "The underlying is the EURO STOXX 50 Net Return Index. Volatility of the underlying is measured daily.",
            "Options are exercised at the price of the underlying of each option.",
            "Otherwise it is the last price plus the change of the reference contract. This is the listed"
            " contract nearest in months.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-DAT-12",
        title="A kind of asset, told by nobody's classification",
        matters="Who is one of them is decided on a list.",
        fix="Name the scheme or list, its publisher, and the date as of which it is taken.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.MEDIUM,
        find=_SORTED_OUT,
        bad=("Meme coins and governance tokens are left out.", "All shares are eligible, excluding tobacco producers."),
        good=(
            "Meme coins are left out. The category of a coin is that of CoinGecko.",
            "Tobacco producers are excluded: companies with 5% of revenue from tobacco.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-MET-33",
        title="Chosen by a style that is not measured",
        matters="Quality has a dozen definitions.",
        fix="Give the formula, the window, the data with their source, and the treatment of missing values.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_style,
        bad=("The twenty shares with the strongest momentum are held.", "Firms are ordered by quality."),
        good=(
            "The twenty shares with the strongest momentum are held. Momentum is the return of the last 250 days.",
            "Shares are ranked by value, the ratio of book equity to price.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-34",
        title="A learned model is named and not described",
        matters="A model is its features, its data and its settings.",
        fix="Give features, target, training data and window, architecture and settings, seed, and the version in"
        " force; or attach its model card.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_MODEL_OF_A_KIND,
        bad=("A boosted tree model ranks the sectors.", "Default is predicted by a neural network."),
        good=(
            "A boosted tree model ranks the sectors. It is trained on the last 500 weeks with the features of Table 2.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-83",
        title="A learned model without its features",
        matters="Levels and changes of one series are two inputs.",
        fix="List each feature with its formula and lag, the target with its horizon, and what is done with gaps.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_UNFEATURED,
        bad=(
            "A gradient boosted tree (300 trees, depth 3) is trained on the latest 200 weekly observations.",
            "A neural net scores each share in the evening. It is trained on ten years of data.",
            "A logistic regression gives the probability of an up move and is refitted weekly.",
            "Next week's volume is forecast with a ridge regression over 52 weeks.",
        ),
        good=(
            "A gradient boosted tree is trained on 200 weekly observations. Features are the changes of each input.",
            "A ridge regression is fitted with the five predictors of Table 2.",
            "The regression of the spread on the basis is estimated over 60 days.",
        ),
        confidence=0.75,
    ),
)
