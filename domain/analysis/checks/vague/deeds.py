"""Verbs and adjectives of conditions: those of engineers and lawyers are exact, those that grade are not."""

import re

from domain.semantics.words import word_set

_GRADED_THINGS = word_set(
    "market markets price prices spread spreads volume volumes quote quotes bid bids offer offers fill fills flow"
    " flows cost costs liquidity volatility correlation correlations risk risks rate rates yield yields demand supply"
    " interest return returns result results performance index level levels value trend trends momentum signal signals"
    " model sentiment rumours condition conditions environment situation things stress pressure activity appetite"
    " quality story trader traders client clients user users investor investors buyer buyers seller sellers"
)
"""Of what moves all the time or has moods, only a few verbs can be looked up."""
_EXACT_VERBS = word_set(
    "expire mature arrive fail close open reopen trade end start begin stop occur happen apply fill execute exist"
    " cross uncross default settle resign retire merge tie match lapse vote meet convene publish report respond reply"
    " answer disconnect connect reconnect restart resume halt suspend return elapse pass differ conflict object sign"
    " pay call convert split redeem list delist leave join enter exit roll rebalance repeat disappear change follow"
    " precede stand lie stay print tick sell buy win lose breach trigger run crash log die fire fall rise drop increase"
    " decrease qualify hold say show remain allow permit agree exceed decide concern require need want deliver contain"
    " include cease terminate commence deal complete finish reach hit send approve confirm accept reject cancel consent"
    " state provide go accrue detach correspond cover refuse coincide clear overlap prevail consist belong improve"
    " divide fork give take know refer quote withdraw invert"
)
"""Of a market or a price, too, it can be looked up at a moment whether it did this."""
_EXACT_PHRASALS = word_set(
    "catch drop pay time log come trade run close sell buy carry roll take start fill be is step"
)
"""Drops out, pays out, times out: what can be seen."""
_LOOSE_VERBS = word_set(
    # how something behaves or is doing
    "behave misbehave overreact perform underperform outperform suffer struggle limp stutter stumble wobble"
    " falter flag languish thrive flourish shine disappoint impress convince persuade surprise cooperate work help"
    " matter fit suit please bite hurt ache worry panic hesitate stray wander lag trail dawdle tire weary"
    # how it moves, by no figure
    " move fade calm quieten cool heat overheat warm soften harden firm weaken strengthen deteriorate worsen degrade"
    " ease relax tighten loosen thin swing sway slip slide sink dip jump leap spike surge soar plunge tumble rally"
    " rebound bounce climb slump sag drift escalate abate subside wane ebb mount build brew loom threaten emerge arise"
    " normalise normalize stabilise stabilize accelerate slow fluctuate gyrate oscillate whipsaw churn explode collapse"
    # what somebody takes it for
    " seem look feel sound appear justify warrant merit deserve suggest dictate dominate"
)
"""Of anything, nobody can look up whether it does this."""
_LOOSE_PHRASALS = word_set(
    "play act dry flare heat cool warm calm die settle quieten thin pick build tail ease drift slow level bottom pan"
    " hold seem look work wear move shape blow let firm mount speed tighten bounce turn fall get"
)
"""Plays up, dries up, dies down."""
_EXACT_STATES = word_set(
    # there, and how much of it
    "available unavailable open closed equal unequal empty zero nil positive negative missing absent new due true false"
    " odd even long short flat complete incomplete final eligible ineligible present back online offline live up down"
    " on off in out blank null effective different identical other earlier later first last next known unknown free"
    " alive idle full infinite non-zero non-positive non-negative nonzero ready pending whole enough so such possible"
    " alone here there opposite yes none both one two a"
    # compared with another
    " above below higher lower greater smaller larger older younger wider narrower bigger fewer less more over under"
    " better worse"
    # in law and of contracts
    " insolvent bankrupt solvent public private valid invalid binding void moot overdue late domestic foreign senior"
    " junior subordinate perpetual ex-dividend cum-dividend in-the-money out-of-the-money american european asian"
    " bermudan vanilla quanto limit-up limit-down theirs its his ours done gone met set lit dark cut put shut hit won"
    " lost left sent paid sold bought held made found sell buy trading business working silent responsive interbank"
    # in code and arithmetic
    " unique concave convex monotone prime square integer composite raw net gross dirty clean discrete dead redundant"
    " subject stateless wireless dimensionless"
)
"""States that are so or are not, or that another check asks the number of."""
_PARTICIPLE = re.compile(r"(?:ed|en|wn|ing|ught|ood|ound|lt|pt|nt|unt|day|session|date)$")
_TECHNICAL = re.compile(r"(?:able|ible|al|ic|ive|ary|ory|ar|ate|ian|ean|ese|ous|ile|[a-z]-[a-z]+)$")
"""Endings that engineers and lawyers make adjectives with: marketable, optional, numeric, odd-lot."""
LOOSE_STATES = word_set(
    # participles of what nobody can look up
    "explained justified warranted proven understood restored trusted indicated advised impaired disturbed compromised"
    " distorted stretched strained stressed overwhelmed threatened endangered unbalanced imbalanced depressed"
    " inflated agitated subdued muted congested clogged saturated"
)
_GRADES = word_set(
    # in -able and -ible
    "reasonable unreasonable acceptable unacceptable comfortable uncomfortable favourable favorable unfavourable"
    " unfavorable profitable unprofitable reliable unreliable stable unstable suitable unsuitable vulnerable manageable"
    " bearable sensible plausible implausible credible desirable undesirable advisable valuable questionable remarkable"
    " noticeable considerable sizeable sizable viable workable sustainable unsustainable foreseeable predictable"
    " unpredictable inexplicable justifiable visible flexible inflexible terrible horrible tolerable intolerable"
    " unbearable probable improbable equitable comparable respectable notable tenable untenable"
    # in -al
    " normal abnormal critical exceptional unusual usual substantial material immaterial essential ideal typical"
    " atypical minimal marginal crucial beneficial detrimental natural unnatural rational irrational logical illogical"
    " special practical impractical economical uneconomical optimal suboptimal sceptical vital pivotal influential"
    " radical brutal real unreal"
    # in -ic
    " erratic chaotic problematic hectic toxic dramatic drastic frantic sporadic realistic unrealistic optimistic"
    " pessimistic economic uneconomic idiosyncratic symptomatic energetic static"
    # in -ive
    " aggressive attractive unattractive expensive inexpensive excessive ineffective intensive extensive decisive"
    " indecisive massive impressive progressive competitive uncompetitive defensive sensitive insensitive conclusive"
    " inconclusive supportive disruptive destructive constructive productive unproductive abusive persuasive"
    # in -ary, -ory, -ate and -ar
    " necessary unnecessary extraordinary ordinary satisfactory unsatisfactory appropriate inappropriate adequate"
    " inadequate moderate desperate disproportionate accurate inaccurate delicate unfortunate clear unclear similar"
    " dissimilar peculiar irregular regular familiar unfamiliar popular unpopular"
    # in -ous and -ile
    " dangerous nervous obvious serious suspicious curious dubious cautious precarious ominous generous strenuous"
    " tremendous enormous advantageous hazardous disastrous onerous spurious tedious vigorous rigorous tenuous"
    " volatile hostile fragile futile agile"
    # compounds
    " one-way top-heavy odd-looking suspicious-looking lack-lustre run-of-the-mill hit-and-miss touch-and-go"
)
"""Adjectives that have a more and a less, though their endings are those of exact ones."""


def is_exact_deed(thing: str, verb: str, particle: str | None = None) -> bool:
    """Whether it can be looked up that a thing does this: "(the auction) uncrosses", "(the option) knocks out"."""
    if thing in _GRADED_THINGS:
        return verb in (_EXACT_PHRASALS if particle else _EXACT_VERBS)
    return verb not in (_LOOSE_PHRASALS if particle else _LOOSE_VERBS)


def is_exact_state(word: str) -> bool:
    """Whether it can be looked up that something is so: "marketable", "hedged", "unique"."""
    if word in LOOSE_STATES or word in _GRADES:
        return False
    return word in _EXACT_STATES or _PARTICIPLE.search(word) is not None or _TECHNICAL.search(word) is not None
