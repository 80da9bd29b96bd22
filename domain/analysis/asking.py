"""How an engine is asked: it is given the readable text alone, and its answer is put into the words of the revision."""

from collections.abc import Callable
from typing import Final

from domain.analysis.request import AnalysisRequest, AnalysisResult
from domain.analysis.withheld import withheld_text, withhold
from domain.documents.changes import Comment, Replace, Suggestion
from domain.documents.text import Block, Span


class Readable:
    """A text as an engine may have it; there is no way to make one that does not withhold.

    `notices` is what the reviewer is told of what was withheld, in the words of the text as it was.
    """

    def __init__(self, title: str, blocks: tuple[Block, ...]) -> None:
        sent, notices = withhold(blocks)
        self.title: Final = withheld_text(title)
        self.blocks: Final = sent
        self.notices: Final = notices


def ask(request: AnalysisRequest, engine: Callable[[Readable], AnalysisResult]) -> AnalysisResult:
    """An engine's answer in the words of the revision, behind what the reviewer is told of the withheld ones.

    Raises ValueError where an observation does not fit the text that was given.
    """
    given = Readable(request.title, request.blocks)
    return _restored(request.blocks, given, engine(given))


def _restored(blocks: tuple[Block, ...], given: Readable, result: AnalysisResult) -> AnalysisResult:
    texts = {block.id: (block, withheld) for block, withheld in zip(blocks, given.blocks, strict=True)}

    def quoted(span: Span, rule: str) -> Span:
        block, withheld = texts.get(span.block, (None, None))
        if not block or not withheld or not span.fits(withheld):
            raise ValueError(f"{rule} quotes what the text does not say")
        return span if block is withheld else Span.of(block, span.start, span.end)

    def suggested(suggestion: Suggestion | None, rule: str) -> Suggestion | None:
        if not isinstance(suggestion, Replace):
            return suggestion
        span = quoted(suggestion.span, rule)
        if span == suggestion.span:
            return suggestion
        wish = f"Put “{suggestion.text}” in place of these words" if suggestion.text else "Take these words out"
        return Comment(text=f"{wish}. Text that is hidden or not meant for readers stands among them.")

    observations = (
        o.model_copy(
            update={
                "spans": tuple(quoted(span, o.rule) for span in o.spans),
                "suggestion": suggested(o.suggestion, o.rule),
            }
        )
        for o in result.observations
    )
    verdicts = (
        v.model_copy(update={"evidence": tuple(quoted(span, v.requirement) for span in v.evidence)})
        for v in result.policies
    )
    return result.model_copy(update={"observations": (*given.notices, *observations), "policies": tuple(verdicts)})
