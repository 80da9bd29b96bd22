"""Text of Word files that a reader of the page does not see, and text that only looks as if."""

import pytest

from app.importing.docx.read import read_docx
from domain.documents.text import Concealed, Concealment, Story
from tests.builders.docx import NAMESPACES, R, build, cell, paragraph, row, run, table

HIDDEN, INVISIBLE, TINY = Concealment.HIDDEN, Concealment.INVISIBLE, Concealment.TINY
WHITE = '<w:color w:val="FFFFFF"/>'


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
FILLED = '<w14:solidFill><w14:srgbClr w14:val="{}">{}</w14:srgbClr></w14:solidFill>'


def filled(colour: str, change: str = "") -> str:
    return f"<w14:textFill>{FILLED.format(colour, change)}</w14:textFill>"


def style(id: str, properties: str, kind: str = "paragraph", more: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{id}">{more}<w:rPr>{properties}</w:rPr></w:style>'


STYLES = (
    style("Secret", "<w:vanish/>")
    + style("Child", "", more='<w:basedOn w:val="Secret"/>')
    + style("Shown", '<w:vanish w:val="0"/>', more='<w:basedOn w:val="Secret"/>')
    + style("Veil", "<w:vanish/>", "character")
    + style("Small", '<w:sz w:val="1"/>')
    + style("Pale", WHITE, "character")
    + style("Dark", "", more='<w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr>')
    + '<w:style w:type="table" w:styleId="Banded">'
    '<w:tblStylePr><w:tcPr><w:shd w:fill="000080"/></w:tcPr></w:tblStylePr>'
    "</w:style>" + '<w:style w:type="table" w:styleId="Plain"/>'
)


def looked(properties: str, text: str = "text") -> str:
    return f'<w:r {W14}><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("properties", "style", "how"),
    [
        ("<w:vanish/>", "", HIDDEN),
        ('<w:vanish w:val="1"/>', "", HIDDEN),
        ('<w:vanish w:val="false"/>', "", None),
        ("<w:specVanish/>", "", HIDDEN),
        ("<w:webHidden/>", "", None),
        ("", "Secret", HIDDEN),
        ("", "Child", HIDDEN),
        ("", "Shown", None),
        ('<w:vanish w:val="0"/>', "Secret", None),
        ('<w:rStyle w:val="Veil"/>', "", HIDDEN),
        ('<w:rStyle w:val="Veil"/>', "Secret", None),
        ('<w:rStyle w:val="Veil"/><w:vanish/>', "Secret", HIDDEN),
        ('<w:rStyle w:val="Veil"/>', "Shown", HIDDEN),
        (WHITE, "", INVISIBLE),
        ('<w:color w:val="fefefe"/>', "", INVISIBLE),
        ('<w:color w:val="FDFDFD"/>', "", INVISIBLE),
        ('<w:color w:val="E0E0E0"/>', "", None),
        ('<w:color w:val="1F3860"/><w:shd w:val="clear" w:fill="1F3864"/>', "", INVISIBLE),
        ('<w:color w:val="auto"/>', "", None),
        ('<w:color w:val="white"/>', "", None),
        ('<w:rStyle w:val="Pale"/>', "", INVISIBLE),
        ('<w:rStyle w:val="Pale"/><w:color w:val="000000"/>', "", None),
        (WHITE + '<w:highlight w:val="black"/>', "", None),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', "", INVISIBLE),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="none"/>', "", None),
        (WHITE + '<w:shd w:val="clear" w:fill="1F3864"/>', "", None),
        (WHITE + '<w:shd w:val="clear" w:fill="auto"/>', "", INVISIBLE),
        (WHITE + '<w:shd w:val="solid" w:color="1F3864" w:fill="FFFFFF"/>', "", None),
        (WHITE + '<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>', "", None),
        ('<w:color w:val="1F3864"/><w:shd w:val="clear" w:fill="1F3864"/>', "", INVISIBLE),
        (WHITE, "Dark", None),
        ('<w:color w:val="000000"/>', "Dark", INVISIBLE),
        ('<w:sz w:val="2"/>', "", TINY),
        ('<w:sz w:val="3"/>', "", None),
        ('<w:sz w:val="x"/>', "", None),
        ("", "Small", TINY),
        ('<w:sz w:val="20"/>', "Small", None),
        ("<w:b/>", "", None),
        ('<w:w w:val="1"/>', "", TINY),
        ('<w:w w:val="5%"/>', "", TINY),
        ('<w:w w:val="66"/>', "", None),
        ('<w:spacing w:val="-200"/><w:sz w:val="22"/>', "", TINY),
        ('<w:spacing w:val="-100"/>', "", TINY),
        ('<w:spacing w:val="-20"/><w:sz w:val="22"/>', "", None),
        ('<w:spacing w:val="200"/>', "", None),
        ('<w:position w:val="-3000"/>', "", HIDDEN),
        ('<w:position w:val="1584"/>', "", HIDDEN),
        ('<w:position w:val="12"/>', "", None),
        ("<w14:textFill><w14:noFill/></w14:textFill>", "", INVISIBLE),
        ("<w14:textOutline><w14:noFill/></w14:textOutline><w14:textFill><w14:noFill/></w14:textFill>", "", INVISIBLE),
        (
            "<w14:textOutline>" + FILLED.format("000000", "") + "</w14:textOutline>"
            "<w14:textFill><w14:noFill/></w14:textFill>",
            "",
            None,
        ),
        (filled("FFFFFF"), "", INVISIBLE),
        (filled("FEFDFF") + '<w:color w:val="000000"/>', "", INVISIBLE),
        (filled("000000") + WHITE, "", None),
        (filled("000000") + '<w:shd w:val="clear" w:fill="000000"/>', "", INVISIBLE),
        (filled("000000", '<w14:alpha w14:val="100000"/>'), "", INVISIBLE),
        (filled("000000", '<w14:alpha w14:val="40000"/>'), "", None),
        ('<w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>', "", INVISIBLE),
        (
            '<w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"><w14:lumMod w14:val="50000"/>'
            "</w14:schemeClr></w14:solidFill></w14:textFill>",
            "",
            None,
        ),
        (
            '<w14:textFill><w14:solidFill><w14:schemeClr w14:val="tx1"><w14:lumMod w14:val="1000"/>'
            '<w14:lumOff w14:val="99000"/></w14:schemeClr></w14:solidFill></w14:textFill>',
            "",
            INVISIBLE,
        ),
        ("<w14:textFill><w14:gradFill/></w14:textFill>" + WHITE, "", None),
        ('<w:color w:val="000000" w:themeColor="background1"/>', "", INVISIBLE),
        ('<w:color w:val="808080" w:themeColor="background1" w:themeShade="80"/>', "", None),
        ('<w:color w:val="000000" w:themeColor="background1" w:themeTint="33"/>', "", INVISIBLE),
        ('<w:color w:val="000000" w:themeColor="background1" w:themeShade="FC"/>', "", INVISIBLE),
        ('<w:color w:val="000000" w:themeColor="text1" w:themeTint="05"/>', "", INVISIBLE),
        ('<w:color w:val="FFFFFF" w:themeColor="text1" w:themeTint="80"/>', "", None),
        ('<w:color w:val="FFFFFF" w:themeColor="text1" w:themeTint="x"/>', "", None),
        ('<w:color w:val="FFFFFF" w:themeColor="accent1"/>', "", INVISIBLE),
        ('<w:color w:val="FFFFFF" w:themeColor="text1"/>', "", None),
        ('<w:color w:val="123456"/><w:shd w:val="clear" w:color="auto" w:fill="123456"/>', "", INVISIBLE),
        (WHITE + '<w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="text1"/>', "", None),
    ],
)
def test_text_nobody_sees(properties: str, style: str, how: Concealment | None) -> None:
    body = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{looked(properties)}</w:p>'
    (block,) = read_docx(build(body, styles=STYLES), "a.docx").blocks
    assert block.text == "text"
    assert block.concealed == ((Concealed(start=0, end=4, how=how),) if how else ())


@pytest.mark.parametrize(
    ("spacing", "is_seen"),
    [
        ('w:line="1" w:lineRule="exact"', False),
        ('w:line="240" w:lineRule="exact"', True),
        ('w:line="20" w:lineRule="auto"', True),
        ('w:line="20" w:lineRule="atLeast"', True),
        ('w:before="1"', True),
    ],
)
def test_lines_too_low_for_text_show_none(spacing: str, is_seen: bool) -> None:
    (block,) = read_docx(build(f"<w:p><w:pPr><w:spacing {spacing}/></w:pPr>{run('text')}</w:p>"), "a.docx").blocks
    assert block.concealed == (() if is_seen else (Concealed(start=0, end=4, how=TINY),))


@pytest.mark.parametrize(
    ("frame", "how"),
    [
        ('w:x="-20000" w:y="1"', HIDDEN),
        ('w:w="3000" w:x="-9000"', HIDDEN),
        ('w:w="9000" w:x="-9000"', None),
        ('w:y="-15000"', HIDDEN),
        ('w:h="15000" w:y="-15000"', None),
        ('w:x="40000"', HIDDEN),
        ('w:x="-600" w:y="-720"', None),
        ('w:h="1" w:hRule="exact"', TINY),
        ('w:h="1" w:hRule="atLeast"', None),
        ('w:h="480" w:hRule="exact"', None),
        ('w:x="far"', None),
    ],
)
def test_frames_off_the_page_or_too_low_for_text_show_none(frame: str, how: Concealment | None) -> None:
    properties = f"<w:pPr><w:framePr {frame}/></w:pPr>"
    styles = f'<w:style w:type="paragraph" w:styleId="Framed">{properties}</w:style>'
    body = f"<w:p>{properties}{run('text')}</w:p>" + paragraph("text", style="Framed")
    own, of_style = read_docx(build(body, styles=styles), "a.docx").blocks
    assert own.concealed == of_style.concealed == ((Concealed(start=0, end=4, how=how),) if how else ())


def test_a_frame_on_the_page_shows_what_its_style_moves_off_it() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Off"><w:pPr><w:framePr w:x="-20000"/></w:pPr></w:style>'
    body = f"<w:p><w:pPr><w:pStyle w:val='Off'/><w:framePr w:x='1'/></w:pPr>{run('text')}</w:p>"
    (block,) = read_docx(build(body, styles=styles), "a.docx").blocks
    assert not block.concealed


@pytest.mark.parametrize(
    ("height", "how"),
    [
        ('w:val="1" w:hRule="exact"', TINY),
        ('w:val="1" w:hRule="atLeast"', None),
        ('w:val="1"', None),
        ('w:hRule="exact"', None),
        ('w:val="300" w:hRule="exact"', None),
    ],
)
def test_rows_too_low_for_text_show_none(height: str, how: Concealment | None) -> None:
    content = paragraph("text") + table(row(cell(paragraph("in"))))
    low = f"<w:tr><w:trPr><w:trHeight {height}/></w:trPr><w:tc>{content}</w:tc></w:tr>"
    blocks = read_docx(build(table(row(cell(paragraph("seen"))) + low)), "a.docx").blocks
    hows = {block.text: [concealed.how for concealed in block.concealed] for block in blocks if block.text}
    assert hows == {"seen": [], "text": [how] if how else [], "in": [how] if how else []}


def test_a_table_off_the_page_shows_no_text() -> None:
    off = table(row(cell(paragraph("text")))).replace("<w:tblPr/>", '<w:tblPr><w:tblpPr w:tblpX="-20000"/></w:tblPr>')
    (block,) = read_docx(build(off), "a.docx").blocks
    assert [concealed.how for concealed in block.concealed] == [HIDDEN]


THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">'
    '<a:dk1><a:sysClr val="windowText" lastClr="FDFDFD"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1>'
    '<a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme></a:themeElements></a:theme>'
)


@pytest.mark.parametrize(
    ("colour", "mapping", "how"),
    [
        ('w:val="000000" w:themeColor="text1"', "", INVISIBLE),
        ('w:val="000000" w:themeColor="accent1"', "", None),
        ('w:val="000000" w:themeColor="accent1" w:themeTint="03"', "", INVISIBLE),
        ('w:val="FFFFFF" w:themeColor="accent1" w:themeTint="99"', "", None),
        ('w:val="000000" w:themeColor="background1"', 'w:bg1="accent1"', None),
        ('w:val="000000" w:themeColor="background2"', 'w:bg2="light1"', INVISIBLE),
    ],
)
def test_colours_are_those_of_the_theme(colour: str, mapping: str, how: Concealment | None) -> None:
    parts = {
        "word/theme/theme1.xml": THEME,
        "word/settings.xml": f"<w:settings {NAMESPACES}><w:clrSchemeMapping {mapping}/></w:settings>",
    }
    related = f'<Relationship Id="t" Type="{R}/theme" Target="theme/theme1.xml"/>'
    related += f'<Relationship Id="s" Type="{R}/settings" Target="settings.xml"/>'
    body = f"<w:p>{looked(f'<w:color {colour}/>')}</w:p>"
    (block,) = read_docx(build(body, parts=parts, relationships=related), "a.docx").blocks
    assert [concealed.how for concealed in block.concealed] == ([how] if how else [])


def test_stretches_of_one_kind_that_touch_are_one() -> None:
    body = f"<w:p>{run('a ')}{looked('<w:vanish/>', 'bc')}{looked('<w:b/><w:vanish/>', 'd')}{looked(WHITE, 'e')}</w:p>"
    (block,) = read_docx(build(body), "a.docx").blocks
    assert [(c.start, c.end, c.how) for c in block.concealed] == [(2, 5, HIDDEN), (5, 6, INVISIBLE)]


def test_the_defaults_of_a_document_can_hide_all_text() -> None:
    styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>" + STYLES
    blocks = read_docx(build(paragraph("a") + paragraph("b", style="Secret"), styles=styles), "a.docx").blocks
    assert [block.concealed[0].how for block in blocks] == [HIDDEN, HIDDEN]


PALE = f"<w:p>{looked(WHITE)}</w:p>"
BEHIND = '<w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r>'
BLACK = '<w:shd w:val="clear" w:fill="000000"/>'


@pytest.mark.parametrize(
    ("body", "is_seen"),
    [
        (table(row(cell(PALE))), False),
        (table(row(cell(PALE, BLACK))), True),
        (table(row(cell(table(row(cell(PALE))) + paragraph(), BLACK))), True),
        (table(row(cell(PALE))).replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="Banded"/></w:tblPr>'), True),
        (table(row(cell(PALE))).replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="Plain"/></w:tblPr>'), False),
        (f"<w:p><w:pPr>{BLACK}</w:pPr>{looked(WHITE)}</w:p>", True),
        (f"<w:p>{BEHIND}</w:p>{PALE}", True),
        (f"<w:p><w:r><w:pict><w:txbxContent>{PALE}</w:txbxContent></w:pict></w:r></w:p>", True),
    ],
)
def test_white_text_on_something_dark_or_unknown_is_no_hidden_text(body: str, is_seen: bool) -> None:
    blocks = read_docx(build(body, styles=STYLES), "a.docx").blocks
    assert any(block.concealed for block in blocks) is not is_seen


@pytest.mark.parametrize(("settings", "is_seen"), [("<w:displayBackgroundShape/>", True), ("", False)])
def test_the_page_may_be_coloured(settings: str, is_seen: bool) -> None:
    parts = {
        "word/document.xml": f'<w:document {NAMESPACES}><w:background w:color="000000"/>'
        f"<w:body>{PALE}</w:body></w:document>",
        "word/settings.xml": f"<w:settings {NAMESPACES}>{settings}</w:settings>",
    }
    related = f'<Relationship Id="s" Type="{R}/settings" Target="settings.xml"/>'
    (block,) = read_docx(build("", parts=parts, relationships=related), "a.docx").blocks
    assert (block.story, not block.concealed) == (Story.BODY, is_seen)
