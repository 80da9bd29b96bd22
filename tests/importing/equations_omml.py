r"""Equations of index methodologies and trading algorithms in Office math, each with the LaTeX it must give.

The builders below take text, which becomes a run in Word's italic, or XML made by another builder.
"""

import re

from lxml import etree

from app.wordml import MC, M, W


def formula(*content: str) -> etree._Element:
    """An m:oMath of this content."""
    names = f'xmlns:m="{M}" xmlns:w="{W}" xmlns:mc="{MC}"'
    return etree.fromstring(f"<m:oMath {names}>{_all(content)}</m:oMath>")


def normal(latex: str) -> str:
    r"""The LaTeX without what makes no difference: spaces, and braces around one thing."""
    latex = re.sub(r"(\\[A-Za-z]+)\s+(?=[A-Za-z])|\s+", lambda m: f"{m[1]} " if m[1] else "", latex)
    before = ""
    while latex != before:
        before = latex
        latex = re.sub(r"(?<!\\)\{([A-Za-z0-9]|\\[A-Za-z]+|(?<!\\)\{[^{}]*\})\}", r"\1", latex)
    return latex


def _all(parts: tuple[str, ...]) -> str:
    return "".join(part if part.startswith("<") else r(part) for part in parts)


def _element(name: str, *content: str, **properties: str) -> str:
    held = "".join(f'<m:{key} m:val="{value}"/>' for key, value in properties.items())
    return f"<m:{name}>" + (f"<m:{name}Pr>{held}</m:{name}Pr>" if held else "") + "".join(content) + f"</m:{name}>"


def _holds(name: str, *content: str) -> str:
    return f"<m:{name}>{_all(content)}</m:{name}>"


def r(text: str, *flags: str, **properties: str) -> str:
    """A run; its flags are properties without a value, such as nor."""
    held = "".join(f"<m:{flag}/>" for flag in flags)
    held += "".join(f'<m:{key} m:val="{value}"/>' for key, value in properties.items())
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<m:r>{f"<m:rPr>{held}</m:rPr>" if held else ""}<m:t xml:space="preserve">{escaped}</m:t></m:r>'


def nor(text: str) -> str:
    return r(text, "nor")


def up(text: str) -> str:
    return r(text, sty="p")


def bold(text: str) -> str:
    return r(text, sty="b")


def both(text: str) -> str:
    return r(text, sty="bi")


def double(text: str) -> str:
    return r(text, scr="double-struck", sty="p")


def seq(*content: str) -> str:
    """Several things as one part."""
    return _all(content)


def frac(top: str, bottom: str, **properties: str) -> str:
    return _element("f", _holds("num", top), _holds("den", bottom), **properties)


def sub(base: str, lower: str) -> str:
    return _element("sSub", _holds("e", base), _holds("sub", lower))


def sup(base: str, upper: str) -> str:
    return _element("sSup", _holds("e", base), _holds("sup", upper))


def subsup(base: str, lower: str, upper: str) -> str:
    return _element("sSubSup", _holds("e", base), _holds("sub", lower), _holds("sup", upper))


def before(base: str, lower: str, upper: str) -> str:
    return _element("sPre", _holds("sub", lower), _holds("sup", upper), _holds("e", base))


def nary(sign: str, lower: str, upper: str, body: str, **properties: str) -> str:
    return _element(
        "nary", _holds("sub", lower), _holds("sup", upper), _holds("e", body), **{"chr": sign, **properties}
    )


def d(*parts: str, **properties: str) -> str:
    return _element("d", *(_holds("e", part) for part in parts), **properties)


def fence(begin: str, end: str, *parts: str) -> str:
    return d(*parts, begChr=begin, endChr=end)


def root(body: str, degree: str = "") -> str:
    if degree:
        return _element("rad", _holds("deg", degree), _holds("e", body))
    return _element("rad", "<m:deg/>", _holds("e", body), degHide="1")


def func(name: str, body: str) -> str:
    return _element("func", _holds("fName", name if name.startswith("<") else up(name)), _holds("e", body))


def under(base: str, limit: str) -> str:
    return _element("limLow", _holds("e", base if base.startswith("<") else up(base)), _holds("lim", limit))


def over(base: str, limit: str) -> str:
    return _element("limUpp", _holds("e", base), _holds("lim", limit))


def acc(mark: str, body: str) -> str:
    return _element("acc", _holds("e", body), chr=mark)


def bar(body: str, pos: str = "top") -> str:
    return _element("bar", _holds("e", body), pos=pos)


def group(mark: str, pos: str, body: str) -> str:
    return _element("groupChr", _holds("e", body), chr=mark, pos=pos)


def box(body: str) -> str:
    return _element("box", _holds("e", body))


def border(body: str, **properties: str) -> str:
    return _element("borderBox", _holds("e", body), **properties)


def phantom(body: str, **properties: str) -> str:
    return _element("phant", _holds("e", body), **properties)


def matrix(*rows: tuple[str, ...]) -> str:
    return _element("m", *("<m:mr>" + "".join(_holds("e", cell) for cell in row) + "</m:mr>" for row in rows))


def array(*rows: str) -> str:
    return _element("eqArr", *(_holds("e", row) for row in rows))


def cases(*rows: str) -> str:
    return fence("{", "", array(*rows))


def inserted(*content: str) -> str:
    return f'<w:ins w:id="1" w:author="A">{_all(content)}</w:ins>'


def deleted(*content: str) -> str:
    return f'<w:del w:id="1" w:author="A">{_all(content)}</w:del>'


def choice(first: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{_all((first,))}</mc:Choice>'
        f"<mc:Fallback>{_all((fallback,))}</mc:Fallback></mc:AlternateContent>"
    )


BREAK = "<m:r><w:br/></m:r>"

_P_IT = sub("P", "i,t")
_P_T = sub("P", "t")
_W_I = sub("w", "i")


def total(body: str, lower: str = "i=1", upper: str = "N") -> str:
    return nary("∑", lower, upper, body)


EQUATIONS: dict[str, tuple[str, str]] = {
    # levels, divisors, weights
    "index level": (
        seq(sub("I", "t"), "=", frac(total(seq(_P_IT, "×", sub("S", "i,t"))), sub("D", "t"))),
        r"I_{t}=\frac{\sum_{i=1}^{N}P_{i,t}\times S_{i,t}}{D_{t}}",
    ),
    "index level with factors": (
        seq(sub(up("Index"), "t"), "=", total(seq(_P_IT, "·", sub(up("FF"), "i"), "·", sub(up("CF"), "i")))),
        r"\mathrm{Index}_{t}=\sum_{i=1}^{N}P_{i,t}\cdot\mathrm{FF}_{i}\cdot\mathrm{CF}_{i}",
    ),
    "divisor": (
        seq(sub("D", "t"), "=", sub("D", "t-1"), "×", frac(sub(nor("MV"), "t"), sub(nor("MV"), "t-1"))),
        r"D_{t}=D_{t-1}\times\frac{\text{MV}_{t}}{\text{MV}_{t-1}}",
    ),
    "divisor adjustment": (
        seq("Divisor=", frac("Market Value", "Index Level")),
        r"\mathit{Divisor}=\frac{\textit{Market Value}}{\textit{Index Level}}",
    ),
    "weight": (
        seq(_W_I, "=", frac(sub("M", "i"), nary("∑", "j∈U", "", sub("M", "j")))),
        r"w_{i}=\frac{M_{i}}{\sum_{j\in U}M_{j}}",
    ),
    "weights sum to one": (seq(total(_W_I), "=1"), r"\sum_{i=1}^{N}w_{i}=1"),
    "weight bounds": (seq("0≤", _W_I, "≤", sub("w", up("max"))), r"0\leq w_{i}\leq w_{\max}"),
    "capped weight": (
        seq(subsup("w", "i", nor("cap")), "=", func("min", d(seq(_W_I, ",5%")))),
        r"w_{i}^{\text{cap}}=\min\left(w_{i},5\%\right)",
    ),
    "cap and floor": (
        seq(sub("w", "i"), "=", func("max", d(seq("l,", func("min", d("u,x")))))),
        r"w_{i}=\max\left(l,\min\left(u,x\right)\right)",
    ),
    "inverse volatility weight": (
        seq(_W_I, "=", frac(frac("1", sub("σ", "i")), nary("∑", "j=1", "N", frac("1", sub("σ", "j"))))),
        r"w_{i}=\frac{\frac{1}{\sigma_{i}}}{\sum_{j=1}^{N}\frac{1}{\sigma_{j}}}",
    ),
    "linear fraction": (seq(_W_I, "=", frac("1", "N", type="lin")), "w_{i}=1/N"),
    "skewed fraction": (frac("a+b", "c", type="skw"), "{a+b}/c"),
    "adjusted close": (
        seq(subsup("P", "t", up("adj")), "=", _P_T, "×", sub(nor("AdjFactor"), "t")),
        r"P_{t}^{\mathrm{adj}}=P_{t}\times\text{AdjFactor}_{t}",
    ),
    "free float": (
        seq("FFMC", "=", nor("Price × Shares × Free Float")),
        r"\mathit{FFMC}=\text{Price }\times\text{ Shares }\times\text{ Free Float}",
    ),
    "words in normal text": (
        nor("Index Level = Market Value / Divisor"),
        r"\text{Index Level }=\text{ Market Value }/\text{ Divisor}",
    ),
    "words in italics": ("Index Level", r"\textit{Index Level}"),
    "hyphen in normal text": (nor("Ex-Dividend Amount"), r"\text{Ex-Dividend Amount}"),
    "a word Word has parted": (seq("In", "dex=1"), r"\mathit{Index}=1"),
    "letters that are variables": (seq("a", "b", "c"), "abc"),
    "underscored name": ("std_dev+1", r"\mathit{std\_dev}+1"),
    "two variables": ("xy+dt", "xy+dt"),
    "two capitals": ("FX=1", r"\mathit{FX}=1"),
    "name with a number": ("adv20", r"\mathit{adv20}"),
    "currency conversion": (
        seq(subsup("P", "i", nor("EUR")), "=", subsup("P", "i", nor("USD")), "÷", sub("FX", "t")),
        r"P_{i}^{\text{EUR}}=P_{i}^{\text{USD}}\div\mathit{FX}_{t}",
    ),
    "chain linking": (
        seq(sub("I", "t"), "=", sub("I", "0"), nary("∏", "s=1", "t", d(seq("1+", sub("r", "s"))))),
        r"I_{t}=I_{0}\prod_{s=1}^{t}\left(1+r_{s}\right)",
    ),
    "base level": (seq(sub("I", "0"), "=1,000.00"), r"I_{0}=1,000.00"),
    "total return": (
        seq(sub(nor("TR"), "t"), "=", sub(nor("TR"), "t-1"), "×", frac(seq(sub("I", "t"), "+", sub("D", "t")), "I")),
        r"\text{TR}_{t}=\text{TR}_{t-1}\times\frac{I_{t}+D_{t}}{I}",
    ),
    "net dividend": (
        seq(subsup("D", "i", nor("net")), "=", sub("D", "i"), "×", d(seq("1-", sub("τ", "i")))),
        r"D_{i}^{\text{net}}=D_{i}\times\left(1-\tau_{i}\right)",
    ),
    "decrement": (
        seq(sub("I", "t"), "=", sub("I", "t-1"), "×", d(seq(sub("R", "t"), "-5%×", frac("ACT", "365")))),
        r"I_{t}=I_{t-1}\times\left(R_{t}-5\%\times\frac{\mathit{ACT}}{365}\right)",
    ),
    "excess return": (
        seq(sub("ER", "t"), "=", frac(sub("F", "t"), sub("F", "t-1")), "-1"),
        r"\mathit{ER}_{t}=\frac{F_{t}}{F_{t-1}}-1",
    ),
    "leveraged return": (
        seq(subsup("r", "t", "L"), "=L·", sub("r", "t"), "-", d("L-1"), "·", sub("rf", "t")),
        r"r_{t}^{L}=L\cdot r_{t}-\left(L-1\right)\cdot{rf}_{t}",
    ),
    "funding": (
        seq("F=", sub("N", "t"), "·r·", frac(sub("D", seq("t-1,t")), "360")),
        r"F=N_{t}\cdot r\cdot\frac{D_{t-1,t}}{360}",
    ),
    "day count": (
        seq(func("DCF", d(seq(sub("t", "1"), ",", sub("t", "2")))), "=", frac(seq(sub("t", "2"), "−", "t"), "360")),
        r"\operatorname{DCF}\left(t_{1},t_{2}\right)=\frac{t_{2}-t}{360}",
    ),
    "30/360": (
        frac(seq("360·", d("Y-X"), "+30·", d("M-L")), "360"),
        r"\frac{360\cdot\left(Y-X\right)+30\cdot\left(M-L\right)}{360}",
    ),
    # returns and statistics
    "simple return": (seq(sub("r", "t"), "=", frac(_P_T, sub("P", "t-1")), "-1"), r"r_{t}=\frac{P_{t}}{P_{t-1}}-1"),
    "log return": (
        seq(sub("r", "t"), "=", func("ln", d(frac(_P_T, sub("P", "t−1"))))),
        r"r_{t}=\ln\left(\frac{P_{t}}{P_{t-1}}\right)",
    ),
    "mean": (
        seq(acc("̅", "r"), "=", frac("1", "n"), total(sub("r", "t"), "t=1", "n")),
        r"\bar{r}=\frac{1}{n}\sum_{t=1}^{n}r_{t}",
    ),
    "long bar": (bar("xy"), r"\overline{xy}"),
    "bar below": (bar("x", "bot"), r"\underline{x}"),
    "hat": (acc("̂", "σ"), r"\hat{\sigma}"),
    "wide hat": (acc("̂", "xyz"), r"\widehat{\mathit{xyz}}"),
    "tilde": (acc("̃", "w"), r"\tilde{w}"),
    "vector": (acc("⃗", "w"), r"\vec{w}"),
    "dots over": (seq(acc("̇", "x"), "+", acc("̈", "x")), r"\dot{x}+\ddot{x}"),
    "accent on accent": (acc("̂", acc("̅", "x")), r"\hat{\bar{x}}"),
    "accent on an index": (acc("̂", sub("P", "t")), r"\widehat{P_{t}}"),
    "combining accent in text": ("x\u0304+σ\u0302", r"\bar{x}+\hat{\sigma}"),
    "sample variance": (
        seq(sup("σ", "2"), "=", frac("1", "n-1"), total(sup(d(seq(sub("x", "i"), "-", acc("̅", "x"))), "2"))),
        r"\sigma^{2}=\frac{1}{n-1}\sum_{i=1}^{N}\left(x_{i}-\bar{x}\right)^{2}",
    ),
    "annualised volatility": (
        seq(sub("σ", nor("ann")), "=", "σ", root("252")),
        r"\sigma_{\text{ann}}=\sigma\sqrt{252}",
    ),
    "realised volatility": (
        seq(nor("RV"), "=", root(seq(frac("252", "n"), total(subsup("r", "i", "2"), "i=1", "n")))),
        r"\text{RV}=\sqrt{\frac{252}{n}\sum_{i=1}^{n}r_{i}^{2}}",
    ),
    "cube root": (root("x", "3"), r"\sqrt[3]{x}"),
    "root of a bracketed degree": (root("x", "[n]"), r"\sqrt[{[n]}]{x}"),
    "EWMA": (
        seq(subsup("σ", "t", "2"), "=λ", subsup("σ", "t-1", "2"), "+", d("1-λ"), subsup("r", "t", "2")),
        r"\sigma_{t}^{2}=\lambda\sigma_{t-1}^{2}+\left(1-\lambda\right)r_{t}^{2}",
    ),
    "EMA smoothing": (seq("α=", frac("2", "N+1")), r"\alpha=\frac{2}{N+1}"),
    "EWMA sum": (
        seq("S=", nary("∑", "k=0", "∞", seq(sup(d("1-α"), "k"), sub("x", "t-k")))),
        r"S=\sum_{k=0}^{\infty}\left(1-\alpha\right)^{k}x_{t-k}",
    ),
    "half life": (seq("λ=", sup("2", seq("-1/h"))), r"\lambda=2^{-1/h}"),
    "exponential decay": (seq("w=", sup("e", seq("-κ", d("T-t")))), r"w=e^{-\kappa\left(T-t\right)}"),
    "Sharpe ratio": (
        seq(nor("SR"), "=", frac(seq("E", fence("[", "]", "R"), "-", sub("R", "f")), sub("σ", "R"))),
        r"\text{SR}=\frac{E\left[R\right]-R_{f}}{\sigma_{R}}",
    ),
    "Sortino ratio": (
        seq(frac(seq(acc("̅", "r"), "-MAR"), sub("σ", up("down")))),
        r"\frac{\bar{r}-\mathit{MAR}}{\sigma_{\mathrm{down}}}",
    ),
    "beta": (
        seq(sub("β", "i"), "=", frac(func("Cov", d(seq(sub("r", "i"), ",", "r"))), func("Var", d("r")))),
        r"\beta_{i}=\frac{\operatorname{Cov}\left(r_{i},r\right)}{\operatorname{Var}\left(r\right)}",
    ),
    "correlation": (
        seq(sub("ρ", "ij"), "=", frac(sub("σ", "ij"), seq(sub("σ", "i"), sub("σ", "j")))),
        r"\rho_{ij}=\frac{\sigma_{ij}}{\sigma_{i}\sigma_{j}}",
    ),
    "portfolio variance": (
        seq(subsup("σ", "p", "2"), "=", sup(bold("w"), "⊤"), bold("Σ"), bold("w")),
        r"\sigma_{p}^{2}=\mathbf{w}^{\top}\boldsymbol{\Sigma}\mathbf{w}",
    ),
    "portfolio variance in bold italics": (
        seq(sup(both("w"), "T"), both("Σw")),
        r"\boldsymbol{w}^{T}\boldsymbol{\Sigma}\boldsymbol{w}",
    ),
    "double sum": (
        seq(nary("∑", "i", "", nary("∑", "j", "", seq(_W_I, sub("w", "j"), sub("σ", "ij"))))),
        r"\sum_{i}\sum_{j}w_{i}w_{j}\sigma_{ij}",
    ),
    "drawdown": (
        seq(sub("DD", "t"), "=1-", frac(_P_T, func(under("max", "s≤t"), sub("P", "s")))),
        r"\mathit{DD}_{t}=1-\frac{P_{t}}{\max_{s\leq t}P_{s}}",
    ),
    "z-score": (seq(sub("z", "i"), "=", frac(seq(sub("x", "i"), "−μ"), "σ")), r"z_{i}=\frac{x_{i}-\mu}{\sigma}"),
    "median": (
        func("median", fence("{", "}", seq(sub("x", "1"), ",…,", sub("x", "n")))),
        r"\operatorname{median}\left\{x_{1},\ldots,x_{n}\right\}",
    ),
    "quantile": (seq(sup("F", "-1"), d("0.95")), r"F^{-1}\left(0.95\right)"),
    "tracking error": (
        seq("TE=", root(func("Var", d(seq(sub("r", "p"), "−", sub("r", "b")))))),
        r"\mathit{TE}=\sqrt{\operatorname{Var}\left(r_{p}-r_{b}\right)}",
    ),
    # trading
    "VWAP": (
        seq(nor("VWAP"), "=", frac(total(seq(sub("P", "j"), sub("Q", "j")), "j"), total(sub("Q", "j"), "j", ""))),
        r"\text{VWAP}=\frac{\sum_{j}^{N}P_{j}Q_{j}}{\sum_{j}Q_{j}}",
    ),
    "VWAP in italics": (seq("VWAP=", frac("PQ", "Q")), r"\mathit{VWAP}=\frac{\mathit{PQ}}{Q}"),
    "TWAP": (
        seq("TWAP=", frac("1", "T"), nary("∫", "0", "T", seq("P", d("t"), "dt"))),
        r"\mathit{TWAP}=\frac{1}{T}\int_{0}^{T}P\left(t\right)dt",
    ),
    "arrival slippage": (
        seq("IS=", nor("side"), "×", frac(seq(acc("̅", "P"), "−", sub("P", "0")), sub("P", "0")), "×10,000"),
        r"\mathit{IS}=\text{side}\times\frac{\bar{P}-P_{0}}{P_{0}}\times10,000",
    ),
    "participation": (
        seq("POV=", frac(sub("q", "t"), sub("V", "t")), "≤20%"),
        r"\mathit{POV}=\frac{q_{t}}{V_{t}}\leq20\%",
    ),
    "reservation price": (
        seq("r", d("s,t"), "=s−qγ", sup("σ", "2"), d("T−t")),
        r"r\left(s,t\right)=s-q\gamma\sigma^{2}\left(T-t\right)",
    ),
    "optimal spread": (
        seq(
            sup("δ", "a"),
            "+",
            sup("δ", "b"),
            "=γ",
            sup("σ", "2"),
            d("T−t"),
            "+",
            frac("2", "γ"),
            func("ln", d(seq("1+", frac("γ", "κ")))),
        ),
        r"\delta^{a}+\delta^{b}=\gamma\sigma^{2}\left(T-t\right)+\frac{2}{\gamma}\ln\left(1+\frac{\gamma}{\kappa}\right)",
    ),
    "arrival intensity": (seq("λ", d("δ"), "=A", sup("e", "-κδ")), r"\lambda\left(\delta\right)=Ae^{-\kappa\delta}"),
    "market impact": (
        seq("MI=Yσ", root(frac("Q", "ADV"))),
        r"\mathit{MI}=Y\sigma\sqrt{\frac{Q}{\mathit{ADV}}}",
    ),
    "optimal trajectory": (
        seq(sub("x", "j"), "=", frac(func("sinh", d("κT")), func("sinh", d("κ"))), "X"),
        r"x_{j}=\frac{\sinh\left(\kappa T\right)}{\sinh\left(\kappa\right)}X",
    ),
    "mid price": (seq("m=", frac(seq(sub("p", "a"), "+", sub("p", "b")), "2")), r"m=\frac{p_{a}+p_{b}}{2}"),
    "microprice": (
        seq(sup("P", "*"), "=", frac(seq(sub("Q", "b"), sub("P", "a"), "+Q"), seq(sub("Q", "a"), "+", "Q"))),
        r"P^{*}=\frac{Q_{b}P_{a}+Q}{Q_{a}+Q}",
    ),
    "order imbalance": (
        seq("ρ=", frac(seq(subsup("V", "t", "+"), "−", subsup("V", "t", "−")), "V")),
        r"\rho=\frac{V_{t}^{+}-V_{t}^{-}}{V}",
    ),
    "price collar": (
        fence("|", "|", frac("P−R", "R")) + r("≤c"),
        r"\left|\frac{P-R}{R}\right|\leq c",
    ),
    "signal": (seq(sub("s", "t"), "=", func("sgn", d(sub("z", "t")))), r"s_{t}=\operatorname{sgn}\left(z_{t}\right)"),
    "position": (seq("q∈", fence("[", "]", "-Q,Q")), r"q\in\left[-Q,Q\right]"),
    "half-open interval": (seq("t∈", fence("[", ")", "0,T")), r"t\in\left[0,T\right)"),
    "tick rounding": (
        seq("P'=", nor("tick"), "·", fence("⌊", "⌋", frac("P", "h"))),
        r"P'=\text{tick}\cdot\left\lfloor\frac{P}{h}\right\rfloor",
    ),
    "rounding up": (seq("n=", fence("⌈", "⌉", frac("Q", "q"))), r"n=\left\lceil\frac{Q}{q}\right\rceil"),
    "rounding": (func("round", d("x,2")), r"\operatorname{round}\left(x,2\right)"),
    "basis points": (seq("1", nor(" bp"), "=", sup("10", "-4")), r"1\text{ bp}=10^{-4}"),
    "stop price": (seq("S=H−k·", nor("ATR")), r"S=H-k\cdot\text{ATR}"),
    "Kelly fraction": (seq(sup("f", "∗"), "=", frac("bp−q", "b")), r"f^{*}=\frac{bp-q}{b}"),
    "delta hedge": (seq(sub("Δ", "t"), "=", frac("∂V", "∂S")), r"\Delta_{t}=\frac{\partial V}{\partial S}"),
    "Black-Scholes": (
        seq("C=SN", d(sub("d", "1")), "−K", sup("e", "-rT"), "N", d(sub("d", "2"))),
        r"C=\mathit{SN}\left(d_{1}\right)-Ke^{-rT}N\left(d_{2}\right)",
    ),
    "diffusion": (
        seq("d", sub("S", "t"), "=μ", sub("S", "t"), "dt+σ", sub("S", "t"), "d", sub("W", "t")),
        r"dS_{t}=\mu S_{t}dt+\sigma S_{t}dW_{t}",
    ),
    # cases and indicators
    "cases": (
        seq("f=", cases("1,&x>0", "0,&x≤0")),
        r"f=\begin{cases}1,&x>0\\0,&x\leq0\end{cases}",
    ),
    "cases with words": (
        seq(sub("w", "i"), "=", cases(seq("c,&", nor("if "), "w>c"), seq("w,&", nor("otherwise")))),
        r"w_{i}=\begin{cases}c,&\text{if }w>c\\w,&\text{otherwise}\end{cases}",
    ),
    "cases with words in italics": (
        cases("1& if x>0", "0& otherwise"),
        r"\begin{cases}1&\text{ if }x>0\\0&\text{ otherwise}\end{cases}",
    ),
    "cases without alignment": (cases("a", "b", "c"), r"\begin{cases}a\\b\\c\end{cases}"),
    "cases of a matrix": (
        fence("{", "", matrix(("a", "x>0"), ("b", "x<0"))),
        r"\begin{cases}a&x>0\\b&x<0\end{cases}",
    ),
    "brace on the right": (
        fence("", "}", array("a", "b")),
        r"\left.\begin{gathered}a\\b\end{gathered}\right\}",
    ),
    "indicator": (sub(double("1"), fence("{", "}", "x>0")), r"\mathbb{1}_{\left\{x>0\right\}}"),
    "indicator from Unicode": (sub("𝟙", "A"), r"\mathbb{1}_{A}"),
    "indicator with words": (
        sub("I", nor("trading day")),
        r"I_{\text{trading day}}",
    ),
    "aligned equations": (
        array("a&=b+c", "&=d"),
        r"\begin{aligned}a&=b+c\\&=d\end{aligned}",
    ),
    "numbered equation": (array(seq("E=m", "#", d("3"))), r"E=m\tag{3}"),
    "numbered equation in text": (array("E=m#(3.1)"), r"E=m\tag{3.1}"),
    "numbered equations": (
        array("a=b#(1)", "c=d#(2)"),
        r"\begin{gathered}a=b\qquad(1)\\c=d\qquad(2)\end{gathered}",
    ),
    "a literal ampersand": (r("a&b", "lit"), r"a\&b"),
    "a literal ampersand in an array": (array(r("S&P", "lit"), "b"), r"\begin{gathered}S\&P\\b\end{gathered}"),
    # sets, optimisation, expectation
    "argmax": (
        seq(sup("w", "*"), "=", func(under("arg max", "w∈W"), seq("U", d("w")))),
        r"w^{*}=\arg\max_{w\in W}U\left(w\right)",
    ),
    "argmin in one word": (func(under("argmin", "x"), "f"), r"\arg\min_{x}f"),
    "minimum over a set": (func(under("min", "i∈S"), sub("x", "i")), r"\min_{i\in S}x_{i}"),
    "supremum": (func(under("sup", "t≥0"), "X"), r"\sup_{t\geq0}X"),
    "limit": (
        func(under("lim", "n→∞"), sup(d(seq("1+", frac("r", "n"))), "n")),
        r"\lim_{n\to\infty}\left(1+\frac{r}{n}\right)^{n}",
    ),
    "log with a base": (func(sub(up("log"), "2"), "x"), r"\log_{2}x"),
    "sine squared": (func(sup(up("sin"), "2"), "x"), r"\sin^{2}x"),
    "subject to": (
        array(seq("&", func(under("min", "w"), "f")), seq("&", nor("s.t. "), "w≥0")),
        r"\begin{aligned}&\min_{w}f\\&\text{s.t. }w\geq0\end{aligned}",
    ),
    "expectation": (seq(double("E"), fence("[", "]", "X")), r"\mathbb{E}\left[X\right]"),
    "conditional expectation": (
        seq("𝔼", d(sub("r", "t"), sub(r("F", scr="script"), "t-1"), begChr="[", endChr="]")),
        r"\mathbb{E}\left[r_{t}\middle|\mathcal{F}_{t-1}\right]",
    ),
    "probability": (func("Pr", d("X≤x")), r"\Pr\left(X\leq x\right)"),
    "real numbers": (seq("x∈", sup("ℝ", "n")), r"x\in\mathbb{R}^{n}"),
    "universe": (
        seq(sub(r("U", scr="script"), "t"), "=", fence("{", "}", seq("i:", sub("M", "i"), ">m"))),
        r"\mathcal{U}_{t}=\left\{i:M_{i}>m\right\}",
    ),
    "union": (nary("⋃", "i=1", "n", sub("A", "i")), r"\bigcup_{i=1}^{n}A_{i}"),
    "intersection and difference": ("A∩B∖C=∅", r"A\cap B\setminus C=\emptyset"),
    "for all": (seq("∀i∈U: ", _W_I, ">0"), r"\forall i\in U:w_{i}>0"),
    "for all in words": (seq(_W_I, "≥0 for all i"), r"w_{i}\geq0\text{ for all }i"),
    "norm": (seq(sub(fence("‖", "‖", "x"), "2")), r"\left\Vert x\right\Vert_{2}"),
    "inner product": (fence("⟨", "⟩", "x,y"), r"\left\langle x,y\right\rangle"),
    "cardinality": (seq("N=", fence("|", "|", sub("U", "t"))), r"N=\left|U_{t}\right|"),
    "sum over two lines": (
        total("x", array("i∈U", "i≠j"), ""),
        r"\sum_{\begin{gathered}i\in U\\i\neq j\end{gathered}}x",
    ),
    "hidden limits": (nary("∑", "i", "N", "x", subHide="1", supHide="on"), r"\sum x"),
    "integral with limits below and above": (
        nary("∫", "a", "b", "f", limLoc="undOvr"),
        r"\int\limits_{a}^{b}f",
    ),
    "double integral": (nary("∬", "D", "", "f"), r"\iint_{D}f"),
    # matrices
    "covariance matrix": (
        seq("Σ=", d(matrix((sub("σ", "11"), sub("σ", "12")), (sub("σ", "21"), sub("σ", "22"))))),
        r"\Sigma=\begin{pmatrix}\sigma_{11}&\sigma_{12}\\\sigma_{21}&\sigma_{22}\end{pmatrix}",
    ),
    "square brackets": (fence("[", "]", matrix(("a", "b"), ("c", "d"))), r"\begin{bmatrix}a&b\\c&d\end{bmatrix}"),
    "determinant": (fence("|", "|", matrix(("a", "b"), ("c", "d"))), r"\begin{vmatrix}a&b\\c&d\end{vmatrix}"),
    "column vector": (
        seq("w=", d(matrix((sub("w", "1"),), ("⋮",), (sub("w", "n"),)))),
        r"w=\begin{pmatrix}w_{1}\\\vdots\\w_{n}\end{pmatrix}",
    ),
    "bare matrix": (matrix(("1", "0"), ("0", "1")), r"\begin{matrix}1&0\\0&1\end{matrix}"),
    "matrix and more in brackets": (d(seq("2", matrix(("a",)))), r"\left(2\begin{matrix}a\end{matrix}\right)"),
    "a bracket that opens a row": (
        array("a", fence("[", "]", "b"), "[c"),
        r"\begin{gathered}a\\\left[b\right]\\{}[c\end{gathered}",
    ),
    # other structures
    "binomial": (d(frac("n", "k", type="noBar")), r"\binom{n}{k}"),
    "stack": (frac("a", "b", type="noBar"), r"{{a}\atop{b}}"),
    "brace below": (under(group("⏟", "bot", "a+b"), nor("fixed")), r"\underbrace{a+b}_{\text{fixed}}"),
    "brace above": (over(group("⏞", "top", "a+b"), "n"), r"\overbrace{a+b}^{n}"),
    "arrow with words": (seq("X", group("→", "bot", "n→∞"), "Y"), r"X\xrightarrow{n\to\infty}Y"),
    "by definition": (over("=", nor("def")), r"\overset{\text{def}}{=}"),
    "limit under something": (under("X", "n"), r"\underset{n}{\mathrm{X}}"),
    "index before": (before("X", "t", "s"), r"{}_{t}^{s}X"),
    "box": (box("x=1"), "x=1"),
    "border": (border("x=1"), r"\boxed{x=1}"),
    "struck out": (border("x", hideTop="1", hideBot="1", hideLeft="1", hideRight="1", strikeBLTR="1"), r"\cancel{x}"),
    "phantom": (seq("a", phantom("b", show="0"), "c"), r"a\phantom{b}c"),
    "shown phantom": (phantom("b"), "b"),
    "power of a power": (sup(sup("x", "2"), "3"), "{x^{2}}^{3}"),
    "power of a sum in braces": (sup("a+b", "2"), "{a+b}^{2}"),
    "power of an index": (sup(sub("P", "t"), "2"), "{P_{t}}^{2}"),
    "continued fraction": (
        frac("1", seq("1+", frac("1", seq("1+", frac("1", "x"))))),
        r"\frac{1}{1+\frac{1}{1+\frac{1}{x}}}",
    ),
    "three in brackets": (d("a", "b", "c", sepChr=","), r"\left(a,b,c\right)"),
    "brackets that do not grow": (d("x", grow="0"), "(x)"),
    "set with a condition": (d("x", "x>0", begChr="{", endChr="}"), r"\left\{x\middle|x>0\right\}"),
    "unusual brackets": (d("x", begChr="«", endChr="»"), r"\text{«}x\text{»}"),
    # characters
    "characters with a meaning": (r"5%&#_${}~^\x", r"5\%\&\#\_\$\{\}\sim\wedge\backslash x"),
    "characters in normal text": (nor("S&P 500 x_1 {50%}"), r"\text{S\&P 500 x\_1 }\{50\%\}"),
    "Greek": ("αβγΓΔΩ", r"\alpha\beta\gamma\Gamma\Delta\Omega"),
    "a command before a letter": ("αx", r"\alpha x"),
    "relations": ("a≤b≥c≠d≈e≡f", r"a\leq b\geq c\neq d\approx e\equiv f"),
    "operators": ("a×b·c÷d±e∓f∗g", r"a\times b\cdot c\div d\pm e\mp f*g"),
    "arrows": ("a→b⇒c↔d", r"a\to b\Rightarrow c\leftrightarrow d"),
    "superscripts": ("x²+y⁻¹", "x^{2}+y^{-1}"),
    "subscripts": ("x₁₂+y₁", "x_{12}+y_{1}"),
    "prime": (seq("f′", d("x")), r"f'\left(x\right)"),
    "mathematical alphabets": (
        "𝑃𝐰𝒘ℎ𝒰𝔄𝛼𝝈",
        r"P\mathbf{w}\boldsymbol{w}h\mathcal{U}\mathfrak{A}\alpha\boldsymbol{\sigma}",
    ),
    "a name in mathematical italics": ("𝐼𝑛𝑑𝑒𝑥", r"\mathit{Index}"),
    "sans and monospace": (seq(r("A", scr="sans-serif"), r("B", scr="monospace")), r"\mathsf{A}\mathtt{B}"),
    "bold script": (r("L", scr="script", sty="b"), r"\boldsymbol{\mathcal{L}}"),
    "upright e": (sup(up("e"), "x"), r"\mathrm{e}^{x}"),
    "a fraction in one character": ("½x", r"\frac{1}{2}x"),
    "temperature": ("90°", r"90{}^{\circ}"),
    "currency sign": ("€5", r"\text{€}5"),
    "letters LaTeX has no command for": ("x=指数·цена", r"x=\text{指数}\cdot\text{цена}"),
    "dots": ("i=1,...,n", r"i=1,\ldots,n"),
    "a wide space": ("a=1,   b=2", r"a=1,\quad b=2"),
    "a function in a run": ("max(0,log x)", r"\max(0,\log x)"),
    "invisible operators": ("a\u2062b\u2061c", "abc"),
    # changes of earlier authors, choices, lines
    "deleted": (seq("a", deleted("+b"), "+c"), "a+c"),
    "inserted": (seq("a", inserted("+b", sup("x", "2"))), "a+bx^{2}"),
    "choice": (choice("a", "b"), "a"),
    "lines": (seq("a=b", BREAK, "+c"), r"\begin{aligned}&a=b\\&+c\end{aligned}"),
    "line end at the end": (seq("a=b", BREAK), "a=b"),
    "break before an operator": (
        seq("a=b", '<m:r><m:rPr><m:brk m:alnAt="1"/></m:rPr><m:t>+</m:t></m:r>', "c"),
        r"\begin{aligned}&a=b\\&+c\end{aligned}",
    ),
}
