"""Background: what warns or describes is left in peace, and a rule is one whatever else its sentence says."""

import pytest

from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

WARNINGS = (
    "Results will naturally vary with liquidity.",
    "Periods of steep contango may weigh heavily on it.",
    "Small orders may look noisy.",
    "Estimates may be late when markets turn.",
    "Realised volatility may differ noticeably from the target.",
    "Like any market maker it may lose when prices move quickly.",
    "Readers should not assume that the past repeats itself.",
    "Shares are sometimes hard to find.",
    "It is possible that realised volatility differs from the target, in particular after abrupt moves.",
    "Bitcoin is highly volatile and may lose all value.",
    "Spreading this over five days may soften market impact.",
    "Market making tends to earn small gains and to suffer occasional sharp losses.",
    "Results vary with market conditions.",
    "The relation may weaken.",
    "Dividends come unevenly, so the level may rise in steps.",
    "Simulated history should be read with caution.",
    "Article 13. Disclaimer. Digital assets are risky.",
    "14 Risk note. Leverage magnifies everything.",
)
RULES = (
    "It is possible that the committee replaces the underlying.",
    "Shares that are highly volatile and may lose their listing are left out.",
    "Backtests are run with care.",
    "The level may fall to zero, and the index is then ended.",
    "Pausing the order may be chosen by the desk.",
    "Prices may be wrong, and the desk then replaces them with a suitable value.",
    "Prices can be negative; they are then replaced by a value chosen by the administrator at its discretion.",
    "The fund may lose up to a sensible amount before trading stops.",
    "Investors may assume that the index is rebalanced at the discretion of the desk.",
    "1. Context: weights are reset at the discretion of the desk.",
    "Weights are rebalanced regularly; the vendor is named elsewhere (information).",
    "Weights are set at the discretion of the desk?",
)


def prose(sentence: str) -> list[str]:
    return [segment.text for segment in build_ir("Example", blocks_of(f"# 1 Rules\n\n{sentence}")).prose]


@pytest.mark.parametrize("sentence", WARNINGS)
def test_a_warning_decides_nothing(sentence: str) -> None:
    assert prose(sentence) == []


@pytest.mark.parametrize("sentence", RULES)
def test_a_rule_is_read_whatever_else_its_sentence_says(sentence: str) -> None:
    assert prose(sentence)
