"""The words by which documents name amounts that a rule needs: levels, periods, parts of something."""

import re

_ONE = r"(?:the|its|their|our|an?|each|every|this|some)"
_LITTLE = (
    r"of|and|or|to|in|the|is|are|with|for|by|on|at|no|than|as|from|into|that|which|if|when|while|but|it|they|a|an|not"
    r"|be"
)
_NOUN = rf"(?!(?:{_LITTLE})\b)[a-z][a-z-]*"
_WORD = (
    rf"(?:(?!(?:next|first|last|same|previous|whole|entire|full|new|old|current|remaining|other|{_LITTLE})\b)"
    r"[a-z][a-z-]* )"
)
_NUMBER_BY_NAME = (
    r"thresholds?|ceiling|floor|cap|hurdle|tolerance|cut-?off|buffer|corridor|collar|haircut|dead[- ]?band|cushion"
    r"|headroom|quota|clip|increment|multiplier|half-life|look-?back|hysteresis|safety margin|allowance|leeway"
)
"""Words for a number that a method needs, whatever stands before them."""
_STRENGTH = (
    r"(?:shrinkage|blending|mixing|scaling|damp(?:en)?ing|decay|tilt(?:ing)?|smoothing|penalty|forgetting|weighting"
    r"|leverage|aggression|aggressiveness|urgency|safety|reduction|dilution|ageing|step|kelly|skew(?:ing)?"
    r"|risk-aversion|haircut|overlap|turnover|cost|credibility|confidence) "
    r"(?:factor|weight|intensity|coefficient|parameter|constant|fraction|strength|ratio|multiple|multiplier|rate)"
)
_FACTOR = (
    r"(?!(?:risk|growth|value|quality|momentum|style|size|split|float|free-float|adjustment|conversion|emission|capping"
    r"|common|key|discount|weighting|limiting|correlation|pool|price|roll|annuity|day-count|accrual|index|bootstrap) )"
    r"[a-z-]+ (?:factor|coefficient|multiplier|constant)"
)
_AIM = (
    r"(?:risk|volatility|vol|return|profit|loss|exposure|inventory|drawdown|turnover|tracking[- ]error|cost|leverage"
    r"|participation|position|duration|yield|income|liquidity|cash|beta|delta|slippage|fill|performance|savings?"
    r"|deployment) (?:goal|target|aim|objective|budget|allowance|quota|setpoint)"
)
_BARRIER = (
    r"(?:knock-?(?:in|out)|autocall|barrier|lock-?in|stop-out|margin[- ]call|wake-up|alarm|release) "
    r"(?:level|barrier|mark|trigger)"
)
_CHARGE = (
    r"(?:liquidity|transaction|rebalancing|swing|illiquidity|exit|entry|redemption|credit|carry) "
    r"(?:charge|adjustment|add-on|discount)"
)
_WANTED = (
    r"(?:target|desired|tolerated|tolerable|permitted|allowed|admissible|permissible|acceptable|usual|agreed|preferred"
    r"|intended|wanted|stated|nominal) (?:[a-z]+ )?(?:delta|beta|gamma|delay|latency|distance|loss|gain|discount"
    r"|premium|deviation|drift|error|slippage|percentage|edge|offset|yield|return|turnover|participation|clip|notional)"
)
_FIXED = (
    r"(?:fixed|set|given|constant|preset|flat) (?:[a-z]+ )?(?:ratio|spread|margin|distance|step|discount|premium"
    r"|percentage|multiple|size|notional|offset|increment|edge|profit|stake|bet)"
)
_EXTREME = (
    r"(?:minimum|maximum|largest|longest|highest|lowest|smallest) (?:allowed |permitted |acceptable |tolerated )?"
    r"(?:[a-z]+ )?(?:loss|drawdown|exposure|leverage|position|stake|deviation|age|tenor|maturity|rate|discount|premium"
    r"|distance|depth|count|holding|balance|liquidity|free float|history)"
)
_BORDER = (
    r"line|mark|bar|zone|bands?|border|boundar(?:y|ies)|bounds?|barrier|hurdle|trigger|limits?|edge|tier|target|goal"
    r"|reserve|rails?|peg|fence|tripwire|guard ?rails?"
)
"""Words for where something begins, which are a number where something is compared with it."""
_DRAWN = (
    r"buy|sell|entry|exit|safety|warning|alarm|alert|comfort|permitted|permissible|allowed|allowable|admissible"
    r"|tolerated|tolerable|accepted|acceptable|trigger|danger|desired|required|critical|confidence|quality|minimum"
    r"|maximum|lowest|highest|smallest|largest|upper|lower|inner|outer|soft|hard|agreed|chosen|preset|pre-set|pass"
    r"|passing|eligibility|resting|activation|deactivation|rejection|acceptance|intervention|reset|restart|set|stop"
    r"|caution|attention|refusal|suspension|conviction|significance|standard|usual|normal|default"
)
_MEASURE = (
    r"levels?|rate|size|amount|number|count|distance|gap|scores?|value|share|percentage|ratio|depth|width|ranges?"
    r"|quantity|area|region|age|speed|pace|limits?|bounds|bands?"
)
_COMPARED = (
    r"above|below|under|over|past|tops|topping|exceed(?:s|ing)?|reach(?:es|ed|ing)?|cross(?:es|ed|ing)?|clear(?:s|ed"
    r"|ing)?"
    r"|pass(?:es|ed|ing)?|hits?|touch(?:es|ed)?|breach(?:es|ed|ing)?|within|inside|outside(?: of)?|out of|beyond|than"
    r"|(?:falls?|drops?|rises?|climbs?|sinks?) to|leav(?:es?|ing)|left|enters?|entered|at (?:least|most)"
    r"|meets?|attains?|surpass(?:es|ed)?|undercuts?|misses|near|on reaching"
)
_ABOVE = (
    r"above|below|under|past|tops|topping|exceed(?:s|ing)?|beyond|pass(?:es|ed)?|reach(?:es|ed)?|cross(?:es|ed)?"
    r"|clear(?:s|ed)?|breach(?:es|ed)?"
    r"|surpass(?:es|ed)?|(?:more|less|higher|lower|greater|smaller|larger|longer|wider|older|younger|shorter|fewer"
    r"|bigger|nearer|closer) than"
)
_OBSERVED = (
    r"(?:[a-z]+-)?(?:close|open|price|bid|ask|offer|quote|mid|touch|market|average|mean|median|index|benchmark|level"
    r"|cost|value"
    r"|spread|other|one|rest|sum|total|day|date|same|strike|par|spot|high|low|sale|order|quantity|number|weight|model"
    r"|portfolio|vwap|twap|expiry|maturity|end|start|beginning|session|auction|book|table|list|document|rule|system"
    r"|desk"
    r"|firm|client|fund|trader|venue|exchange|underlying|result|curve|zero|nav|fee|closing|opening|review|roll|time"
    r"|following|latter|former|screen|test|filter|check|audit|validation|criteri(?:a|on)|gateway|server|broker|earliest"
    r"|latest|volume|return|rate|figure|basket|security|stock|share|bond|contract|position|trade|fill|signal|line|yield|ticker|symbol|name|code|law"
    r"|volatility|supply|assets?|basis|estimate|amount|data|file|message|feed|others|currency|country|sector)s?"
)
"""What the market or the method itself shows, with which another thing may be compared."""
_NO_AMOUNT = (
    r"(?:price|close|open|bid|ask|mid|market|order|trade|day|date|auction|index|signal|rule|criteri(?:a|on)|condition"
    r"|book|point|venue|exchange|currency|stock|share|bond|contract|security|securities)s?"
)
_BEHIND = (
    r"(?=[.,;:)]|$| (?:is|are|and|or|but|for|if|when|at|on|in|to|with|will|must|leaves?|joins?|does|do|go|goes|has|have"
    r"|stays?|triggers?|causes?|leads?|means?|gets?|cannot|can|may|would|should|then|it|they|the|no|nothing|all|trading"
    r"|orders|positions|counts?)\b)"
)
_NO_BORDER = r"(?!(?:trend|signal|zero|base|product|credit|regression|high-water|bollinger|time|front|price|market) )"
LEVELS = (
    re.compile(
        rf"\b(?:{_ABOVE}) (?:the|its|their) (?P<what>(?!(?:ticker|symbol|code|name) "
        rf"){_WORD}?(?!{_OBSERVED}\b){_NOUN}){_BEHIND}"
    ),
    re.compile(
        rf"\b(?:{_ABOVE}) {_ONE} (?P<what>(?:{_DRAWN}|hand-?over|cut-?over"
        rf"|switch(?:ing)?) (?!{_NO_AMOUNT}\b){_NOUN}){_BEHIND}"
    ),
    re.compile(
        r"\bbetween (?:an? |the |its |their )?(?P<what>(?:lower|inner|minimum|bottom|floor) and (?:an? |the |its "
        r"|their )?(?:upper|outer|maximum|top|ceiling)(?: [a-z]+)?)\b"
    ),
    re.compile(
        r"\b(?:with|by|at|to) (?:some|an?|a certain) "
        r"(?P<what>(?:intensity|strength|probability|frequency|speed|tolerance|degree|weight|factor))\b"
    ),
    re.compile(rf"\b(?:an?|its|some) (?P<what>{_FACTOR})\b(?![-'])(?! (?:model|analysis|exposure|return|score)s?\b)"),
    re.compile(
        rf"\b{_ONE} (?P<what>{_WORD}{{0,2}}?(?:{_NUMBER_BY_NAME}|{_STRENGTH}|{_AIM}|{_BARRIER}|{_CHARGE}|{_EXTREME}"
        rf"|{_WANTED}|{_FIXED}))\b(?![-'])(?! (?:time|date|day|hour|point)s?\b)"
    ),
    re.compile(
        rf"\b(?:{_COMPARED}) {_ONE} (?P<what>{_NO_BORDER}{_WORD}{{0,2}}?(?:{_BORDER}))\b(?![-'])(?! (?:{_MEASURE}"
        rf"|price)\b)"
    ),
    re.compile(
        rf"\bby (?:more than |less than |at least )?{_ONE} "
        rf"(?P<what>(?!initial|maintenance|variation|wide|narrow|large|small){_WORD}(?:margin|step|gap|amount"
        rf"|distance))\b(?![-'])"
    ),
    re.compile(rf"\b(?:{_COMPARED}) (?:{_ONE} )?(?P<what>(?:{_DRAWN}) {_WORD}?(?:{_MEASURE}))\b(?![-'])"),
)
_LASTING = (
    r"holding|roll(?:ing|-over|over)?|resting|waiting|wait|seasoning|averaging|observation|warm-?up"
    r"|cool(?:ing)?(?:-?(?:off|down))?|grace|quiet|silent|idle|lock-?(?:up|out|in)|notice|consultation|transition|trial"
    r"|test"
    r"|probation(?:ary)?|training|estimation|calibration|sampling|measurement|formation|ranking|look-?back|smoothing"
    r"|ramp-?up|phase-?(?:in|out)|recovery|protection|retry|reaction|response|settling|stabili[sz]ation|unwind(?:ing)?"
    r"|liquidation|selling|buying|execution|delivery|retention|storage|archiving|validity|quote|correction|restatement"
    r"|objection|review|monitoring|refresh|update|polling|reporting|minimum|maximum|longest|shortest|evaluation"
    r"|reference|accumulation|distribution|exclusion|suspension|blackout|embargo|freeze|detection|decision|forecast"
    r"|prediction|investment|planning|rolling|moving|trailing|sliding|short|long|fast|slow"
)
_SPAN = r"period|interval|window|horizon|term|span|phase|delay|pause|lag|time-?out|wait|deadline|duration|lead time"
PERIODS = (
    re.compile(
        r"\b(?:wait(?:s|ing)?|pauses?|rests?|stays?|sleeps?|blocked|paused|halted|suspended|averaged|smoothed|measured"
        r"|held|kept|spread"
        rf"|delayed|postponed|deferred|observed) (?:for|over|during|by|at) {_ONE} (?P<what>{_WORD}(?:{_SPAN}"
        rf"|time))\b(?![-'])"
    ),
    re.compile(rf"\b{_ONE} (?P<what>{_WORD}?(?:{_LASTING}) (?:{_SPAN}|age|time|lifetime))\b(?![-'])"),
    re.compile(
        rf"\b(?:after|over|for|within|during|in|by|with|every|last(?:s|ing)?|at) (?:an?|some) "
        rf"(?P<what>(?!half|third|quarter|single){_WORD}?(?:{_SPAN}))\b(?![-'])"
    ),
)
PARTS = (
    re.compile(
        r"\b(?:(?:on|in|with|for|of|over|at) )?(?P<what>(?:(?:part|some|most|much|the bulk|the greater part"
        r"|a good part|the remaining"
        r" part) of (?:the|its|their) (?:holdings?|portfolio|positions?|orders?|capital|proceeds|exposure|balance"
        r"|assets|stock"
        r"|quantity|weight|volume|cash|notional|basket|book|fund|inventory))|an? (?:share|proportion"
        r"|piece) of (?:the |its"
        r" |their )?(?:capacity|capital|cash|portfolio|order|risk|budget|volume|proceeds|income|gains?|profits?"
        r"|holdings|position"
        r"|premium|fees?|rewards?)|(?:even|equal|uniform|unequal|irregular)"
        r" (?:spacings?|intervals?|steps?|distances?|gaps?|increments?|instal?ments?|times))\b(?! of \d)"
    ),
    re.compile(
        r"(?<!\bas )\b(?:an?|some) (?P<what>(?:(?:set|given|fixed|certain|chosen|specified|agreed|constant|limited"
        r"|suitable|adequate) (?:number|amount|quantity|fraction|portion|proportion|percentage|share|multiple)"
        r"|fraction|portion|multiple|percentage|slice|chunk) of (?!\d|shares\b|contracts\b|an? |(?:the |its "
        r")?(?:round|tick|lot|minimum|unit|board|cent|full)\b)(?:the |its "
        r"|their )?[a-z-]+)\b"
    ),
)
