"""What the characters of Office math are called in LaTeX."""


def _table(lines: str) -> dict[str, str]:
    words = lines.split()
    return dict(zip(words[::2], (rf"\{name}" for name in words[1::2]), strict=True))


GREEK = {
    **_table("""
        α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa
        λ lambda μ mu µ mu ν nu ξ xi π pi ϖ varpi ρ rho ϱ varrho σ sigma ς varsigma τ tau υ upsilon φ varphi
        ϕ phi χ chi ψ psi ω omega Γ Gamma Δ Delta ∆ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi
        Ψ Psi Ω Omega
    """),
    **dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΧ", "oABEZHIKMNOPTX", strict=True)),  # LaTeX has only the Latin letter of these
}

OPERATORS = _table("""
    ∑ sum ∏ prod ∐ coprod ∫ int ∬ iint ∭ iiint ⨌ iiiint ∮ oint ∯ oiint ∰ oiiint ⋃ bigcup ⋂ bigcap ⋁ bigvee
    ⋀ bigwedge ⨁ bigoplus ⨂ bigotimes ⨀ bigodot ⨄ biguplus ⨆ bigsqcup
""")
"""Signs that grow and take limits."""

SYMBOLS = {
    **OPERATORS,
    **_table("""
        ≤ leq ≥ geq ⩽ leqslant ⩾ geqslant ≦ leqq ≧ geqq ≠ neq ≈ approx ≡ equiv ∼ sim ~ sim ≃ simeq ≅ cong ≪ ll
        ≫ gg ∝ propto ≺ prec ≻ succ ⪯ preceq ⪰ succeq ≐ doteq ≜ triangleq ≲ lesssim ≳ gtrsim ⋘ lll ⋙ ggg ≢ not\\equiv
        ≮ not< ≯ not> ≰ not\\leq ≱ not\\geq ∤ nmid ∦ nparallel
        × times · cdot ⋅ cdot ∙ cdot • bullet ÷ div ± pm ∓ mp ∘ circ ⊕ oplus ⊖ ominus ⊗ otimes ⊘ oslash ⊙ odot
        ⋆ star † dagger ‡ ddagger ^ wedge ∧ wedge ∨ vee ¬ neg ⊔ sqcup ⊓ sqcap ⊎ uplus
        → to ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow ⟶ longrightarrow
        ⟵ longleftarrow ⟹ Longrightarrow ⟸ Longleftarrow ⟺ Longleftrightarrow ⟷ longleftrightarrow
        ↑ uparrow ↓ downarrow ⇑ Uparrow ⇓ Downarrow ↕ updownarrow ↦ mapsto ⟼ longmapsto ↗ nearrow ↘ searrow
        ↙ swarrow ↖ nwarrow ⇀ rightharpoonup ⇁ rightharpoondown ↼ leftharpoonup ↽ leftharpoondown
        ⇌ rightleftharpoons ↪ hookrightarrow ↩ hookleftarrow
        ∈ in ∉ notin ∋ ni ⊂ subset ⊆ subseteq ⊃ supset ⊇ supseteq ⊄ not\\subset ⊈ not\\subseteq ⊊ subsetneq
        ∪ cup ∩ cap ∖ setminus ∅ emptyset ∁ complement ∀ forall ∃ exists ∄ nexists ⊤ top ⊥ perp ⊢ vdash ⊨ models
        ∴ therefore ∵ because ∣ mid ∥ parallel ‖ Vert ∞ infty ∂ partial 𝜕 partial 𝛁 nabla ∇ nabla √ surd ∠ angle
        … ldots ⋯ cdots ⋮ vdots ⋱ ddots △ triangle □ square ◇ diamond ∎ blacksquare ■ blacksquare ⟂ perp
        ℓ ell ℏ hbar ℘ wp ℑ Im ℜ Re ℵ aleph ı imath ȷ jmath 𝚤 imath 𝚥 jmath
        ⌊ lfloor ⌋ rfloor ⌈ lceil ⌉ rceil ⟨ langle ⟩ rangle 〈 langle 〉 rangle ⟦ llbracket ⟧ rrbracket
        { { } } % % & & # # _ _ $ $ \\ backslash
    """),
    **{"∗": "*", "−": "-", "–": "-", "‐": "-", "‑": "-", "⁄": "/", "∕": "/", "∶": ":", "≔": ":=", "≝": r"\triangleq"},
    **{"′": "'", "’": "'", "″": "''", "‴": "'''", "⁗": "''''", "°": r"{}^{\circ}", "‥": r"\ldots"},
    **{"\u2003": r"\quad", "\u2002": r"\ ", "\u00a0": r"\ ", "\u2004": r"\;", "\u2005": r"\:", "\u2009": r"\,"},
    **{"\u2006": r"\,", "\u200a": r"\,", "\u205f": r"\:"},
}
"""Everything but letters. Characters that are missing here and are not ASCII have no name of their own."""

FENCES = {
    **{fence: fence for fence in "()[]|/"},
    **{c: SYMBOLS[c] for c in "{}‖⌊⌋⌈⌉⟨⟩〈〉⟦⟧↑↓⇑⇓↕\\"},
    **{"<": r"\langle", ">": r"\rangle", "∥": r"\Vert", "│": "|", "∣": "|", "": "."},
}
"""What may stand behind \\left, \\middle and \\right."""

_WITH_LIMITS = ("max", "min", "lim", "sup", "inf", "limsup", "liminf", "det", "gcd", "Pr")
FUNCTIONS = frozenset(_WITH_LIMITS) | {
    *("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos", "arctan"),
    *("log", "ln", "lg", "exp", "arg", "deg", "dim", "hom", "ker"),
}
"""Functions whose name is a command."""

LIMITS = frozenset(rf"\{name}" for name in (*_WITH_LIMITS, r"arg\max", r"arg\min"))
"""Functions under whose name a limit is written."""

ACCENTS = {
    **dict.fromkeys("\u0302^ˆ", "hat"),
    **dict.fromkeys("\u0303~˜", "tilde"),
    **dict.fromkeys("\u0304\u0305¯‾", "bar"),
    **dict.fromkeys("\u0306˘", "breve"),
    **dict.fromkeys("\u0307˙", "dot"),
    **dict.fromkeys("\u0308¨", "ddot"),
    **dict.fromkeys("\u030cˇ", "check"),
    **dict.fromkeys("\u0300`", "grave"),
    **dict.fromkeys("\u0301´", "acute"),
    **dict.fromkeys("\u030a˚", "mathring"),
    **dict.fromkeys("\u20d7\u20d1→", "vec"),
    **dict.fromkeys("\u20d6\u20d0←", "overleftarrow"),
    **dict.fromkeys("\u20e1↔", "overleftrightarrow"),
    **{"\u20db": "dddot", "\u20dc": "ddddot", "\u0332": "underline", "_": "underline", "\u20ef": "underrightarrow"},
}

WIDE = {"hat": "widehat", "tilde": "widetilde", "bar": "overline", "vec": "overrightarrow", "check": "widecheck"}
"""The accents that have a form for more than one letter."""
