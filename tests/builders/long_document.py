"""A long Word file with what methodologies say, to measure on."""

from xml.sax.saxutils import escape

from tests.builders.docx import build, paragraph, run

PARAGRAPHS_PER_PAGE = 9

SENTENCES = (
    "The weight of each Index Component is reviewed by the Administrator against the closing prices of the Primary "
    "Exchange, and the result is published on the website in the evening of the Review Date.",
    "“Review Date {n}” means the third Friday of March, June, September and December, or the following trading day.",
    "The Participation Rate {n} must not exceed {n} % of the 20-day average daily volume, as set out in Section {n}.",
    "Where the closing price is not available by 17:30 London time, the last traded price from Bloomberg is used.",
    "The lookback window is {n} trading days and the threshold is set to {n} bps of the net asset value.",
    "where P_t is the price of the component at time t, and W_t is the weight that applies in the Review Period {n}.",
    "Index_t = Index_t-1 * (1 + Sum(W_t * R_t)) - Fee_{n}",
    "The purpose of this review is to keep the composition close to what investors in the asset class can hold, and to "
    "let them follow it without an effort that is out of proportion to the size of what they follow.",
    "Neither the sponsor nor anybody who works for it owes a duty to a single investor when it decides on this.",
    "It is understood that the parties have had the time and the advice that they needed before they agreed to this.",
    "A corporate action that changes the number of shares is dealt with as described in Annex B of this document, and "
    "the Divisor is adjusted such that the level of the index does not change from one day to the next on its account.",
)
FORMULA = (
    "<m:oMath><m:sSub><m:e><m:r><m:t>I</m:t></m:r></m:e><m:sub><m:r><m:t>t</m:t></m:r></m:sub></m:sSub>"
    "<m:r><m:t>=</m:t></m:r><m:f><m:num><m:r><m:t>M</m:t></m:r></m:num><m:den><m:r><m:t>D</m:t></m:r></m:den></m:f>"
    "</m:oMath>"
)


def long_document(pages: int) -> bytes:
    """So many pages as methodologies have them: prose in several runs, a formula and a small table on each."""
    body = []
    for page in range(pages):
        if page % 3 == 0:
            body.append(paragraph(f"{page // 3 + 1} Chapter", properties='<w:outlineLvl w:val="0"/>'))
        for number in range(PARAGRAPHS_PER_PAGE):
            sentences = (SENTENCES[(number + shift) % len(SENTENCES)].format(n=page % 40 + 1) for shift in (0, 3))
            body.append(f"<w:p>{''.join(run(escape(sentence + ' ')) for sentence in sentences)}</w:p>")
        body.append(f"<w:p>{FORMULA}</w:p>")
        cells = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in (f"Cap {page}", f"{page % 9} %", "of ADV"))
        body.append(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p/>")
    return build("".join(body))
