"""Whole texts: a complete methodology is left in peace, arbitrary and hostile ones do no harm."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.analysis.asking import Readable
from domain.analysis.checks import CHECKS, observe
from domain.analysis.compliance.verdicts import check_policies
from domain.analysis.finding import Severity
from domain.analysis.request import AnalysisResult
from domain.analysis.service import findings_of
from domain.documents.text import ATOM, Atom, AtomKind, Block, BlockKind, Cell
from domain.policies.pack import Level, Pack, Requirement
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

TEXT_FILES = Path(__file__).parent / "texts"
CLEAN = (TEXT_FILES / "clean_methodology.txt").read_text(encoding="utf-8")
PACK = Pack(
    pack="p",
    title="P",
    pack_version="1",
    requirements=(Requirement(id="r", requirement="Limits are set.", level=Level.MUST),),
)


@pytest.mark.parametrize("name", sorted(path.name for path in TEXT_FILES.glob("clean_*.txt")))
def test_a_complete_specification_yields_nothing_of_weight(name: str) -> None:
    blocks = blocks_of((TEXT_FILES / name).read_text(encoding="utf-8"))
    weighty = [o for o in observe(build_ir("Clean", blocks)) if o.severity.rank <= Severity.MEDIUM.rank]
    assert [o.title for o in weighty] == []


@pytest.mark.parametrize(
    ("taken_out", "rule"),
    [
        ("trading days is at least", "DS-CAL-01"),
        (" of STOXX Europe 600", None),
        ('is the STOXX Europe 600 (the "Parent Index"), published by STOXX Ltd', "DS-NAM-02"),
        ("at 5%, and the weight", "DS-PAR-02"),
        ("- DY_i = gross dividends per share of company i paid", "DS-FOR-01"),
        ("## 3.2 Score", "DS-REF-01"),
    ],
)
def test_taking_a_piece_out_is_noticed(taken_out: str, rule: str | None) -> None:
    put_back = {"trading days is at least": "days is at least", "at 5%, and the weight": ", and the weight"}
    text = CLEAN.replace(taken_out, put_back.get(taken_out, ""))
    rules = {o.rule for o in observe(build_ir("Clean", blocks_of(text))) if o.severity.rank <= Severity.MEDIUM.rank}
    assert (rule in rules) if rule else not rules


VOCABULARY = (
    "the threshold of 5% is above exceeds capped periodically 60 days month-end Appendix A Section 3 see z = ( a_b"
    " - mean ) / std rebalanced quarterly weighted by equal weighting significant . , : ; 1. “x” $ \\frac \\"
)
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", ATOM])
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=40).map(" ".join))


@st.composite
def documents(draw: st.DrawFn) -> tuple[Block, ...]:
    blocks = []
    for number, text in enumerate(draw(st.lists(TEXTS, max_size=8))):
        kind = draw(st.sampled_from(BlockKind))
        atoms = tuple(
            Atom(at=at, kind=draw(st.sampled_from(AtomKind)), text=draw(st.sampled_from(["", "x = \\frac{a}{b}", "$"])))
            for at, char in enumerate(text)
            if char == ATOM
        )
        cell = Cell(table=0, row=number // 2, column=number % 2) if kind is BlockKind.CELL else None
        blocks.append(
            Block(id=f"b{number}", kind=kind, text=text, atoms=atoms, level=draw(st.integers(0, 3)), cell=cell)
        )
    return tuple(blocks)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_gives_findings_that_fit_it_the_same_each_time(blocks: tuple[Block, ...]) -> None:
    text = Readable("Any", blocks)
    ir = build_ir(text.title, text.blocks)
    result = AnalysisResult(observations=observe(ir), policies=tuple(check_policies(ir, (PACK,))))
    found = findings_of(blocks, result)  # raises where a span does not fit
    assert len({finding.id for finding in found}) == len(found)
    again = AnalysisResult(observations=observe(build_ir(text.title, text.blocks)))
    assert [finding.id for finding in findings_of(blocks, again)] == [finding.id for finding in found]


HOSTILE = {
    "short words": "a " * 1_000_000,
    "brackets": "(" * 2_000_000,
    "digits": "1" * 2_000_000,
    "numbers": "1 " * 1_000_000,
    "dots": "." * 2_000_000,
    "line ends": "\n" * 2_000_000,
    "prose": CLEAN.replace("\n", " ") * 400,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.benchmark
def test_two_megabytes_in_one_paragraph_are_read_to_the_end(name: str) -> None:
    observe(build_ir("Hostile", (Block(id="b", kind=BlockKind.PARAGRAPH, text=HOSTILE[name]),)))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_long_paragraph_is_read_in_passages_of_bounded_length(name: str) -> None:
    ir = build_ir("Hostile", (Block(id="b", kind=BlockKind.PARAGRAPH, text=HOSTILE[name][:20_000]),))
    for check in CHECKS:
        list(check.find(ir))
    assert all(len(segment.text) <= 1_000 for segment in ir.segments)
