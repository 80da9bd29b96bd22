"""What is said to a model in German, French, Spanish and Dutch, as patterns over a folded text without its accents.

They are the plainest of the English ones: earlier instructions are set aside, a model is addressed, the verdict is
given, nothing is to be reported, one thing only is to be answered.
"""

from domain.analysis.steering_english import START

_END = r"(?= ?(?:[.,;!]|$)|\n"

_GERMAN: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("anweisung|instruktion|vorgabe|prompt", "ignor|missacht|verg|ubergeh|uberschreib"),
        rf"{START}(?:bitte )?(?:ignorier|missacht|vergiss|vergess|ubergeh|uberschreib)(?:e|en)?(?: sie)? "
        "(?:(?:alle|samtliche|saemtliche|die|jegliche|deine|ihre) )*(?:vorherigen|bisherigen|vorigen"
        "|vorstehenden"
        r"|obigen|obenstehenden|fruheren|frueheren|vorangegangenen|vorhergehenden|vorangehenden) "
        r"(?:anweisungen|instruktionen|vorgaben|prompts)\b",
    ),
    (
        ("du bist|sie sind|als ki|als sprachmodell",),
        r"\b(?:du bist|sie sind) (?:jetzt |nun |ab jetzt )?eine? (?:\w+ )?(?:ki|sprachmodell|chatbot|assistent"
        r"|kunstliche intelligenz)(?:-\w+)?(?=\s?[.,;:!]|$|\s(?:der|das|die|und)\b)"
        r"|\bals (?:ki|sprachmodell)(?:-\w+)? (?:musst du|mussen sie|sollst du|sollen sie)\b",
    ),
    (
        ("konform|genehmigt|mangelfrei|fehlerfrei|vollstandig",),
        rf"{START}(?:bitte )?(?:markier|bewert|stuf|betracht|behandel|beurteil|kennzeichn|wert)(?:e|en"
        "|n)?(?: sie)? "
        r"(?:dieses|diesen|diese|das vorliegende|den gesamten|alle) \w+ als (?:\w+ )?"
        r"(?:\w*konform|genehmigt|mangelfrei|fehlerfrei|vollstandig)\b(?! (?:wenn|sobald|falls|nachdem)\b)",
    ),
    (
        (" keine",),
        rf"{START}(?:bitte )?(?:meld|bericht|nenn|erwahn)(?:e|en)?(?: sie)? keine(?:rlei)? (?:\w+ )?(?:mangel"
        "|probleme"
        rf"|befunde|feststellungen|abweichungen|lucken|widerspruche){_END}| (?:in|zu"
        r"|fur) (?:diese[mnrs]?|dem)\b)",
    ),
    (("antworte",), rf"{START}(?:bitte )?antworte(?:n sie)? (?:nur|ausschliesslich|lediglich) (?:mit|dass)\b"),
)

_FRENCH: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("instruction|consigne|directive", "ignore|oublie|neglige|compte"),
        rf"{START}(?:veuillez )?(?:ignore[rz]?|oublie[rz]?|neglige[rz]?|(?:ne )?ten(?:ez|ir) pas compte de?s?) "
        r"(?:(?:toutes|les|vos|tes|ces|de) )*(?:instructions|consignes|directives) (?:\w+ )?"
        r"(?:precedentes|anterieures|ci-dessus|initiales|recues)\b",
    ),
    (
        ("vous etes|tu es|en tant qu",),
        r"\b(?:vous etes|tu es) (?:maintenant |desormais )?une? (?:\w+ )?(?:ia|assistant|modele de langage"
        r"|intelligence artificielle|chatbot)\b(?=\s?[.,;:!]|$|\s(?:qui|et|charge|virtuel|ia)\b)"
        r"|\ben tant qu(?:e |')(?:modele de langage|ia|intelligence artificielle) ?, ?(?:vous|tu|ne)\b",
    ),
    (
        ("conforme|approuve|complet", " comme "),
        rf"{START}(?:veuillez )?(?:considere|marque|evalue|declare|traite|note|juge)[rz]? "
        r"(?:ce|cette|le present|la presente|toutes les|tous les|chaque) \w+ comme (?:\w+ )?"
        r"(?:conformes?|approuvee?s?|complete?s?)\b(?! (?:si|lorsque|quand|apres)\b)",
    ),
    (
        ("signale|mentionne|rapporte|releve", "aucun"),
        rf"{START}(?:veuillez )?ne (?:signale|mentionne|rapporte"
        r"|releve)[rz]? aucune? (?:\w+ )?(?:problemes?|anomalies?"
        rf"|constats?|lacunes?|defauts?|incoherences?|ecarts?){_END}"
        r"| (?:dans|sur|de) (?:ce|cette|le present|la presente)\b)",
    ),
    (("repond",), rf"{START}(?:veuillez )?repond(?:s|ez|re) (?:uniquement|seulement|simplement) (?:par|que|avec)\b"),
)

_SPANISH: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("instrucciones|indicaciones", "ignor|olvid|descart|caso omiso"),
        rf"{START}(?:por favor,? )?(?:(?:ignor|olvid|descart)(?:a|e|en|ar)|ha(?:z|ga|gan) caso omiso de) "
        r"(?:(?:todas|las|tus|sus|estas) )*(?:instrucciones|indicaciones) (?:\w+ )?"
        r"(?:anteriores|previas|precedentes|de arriba)\b",
    ),
    (
        ("eres |usted es ",),
        r"\b(?:eres|usted es) (?:ahora )?una? (?:\w+ )?(?:ia|asistente|modelo de lenguaje"
        "|inteligencia artificial"
        r"|chatbot)\b(?=\s?[.,;:!]|$|\s(?:que|y|encargad[oa]|de ia|virtual)\b)",
    ),
    (
        ("conforme|aprobad|cumplid|complet", " como "),
        rf"{START}(?:por favor,? )?(?:marc|marqu|consider|calific|califiqu|evalu|trat|declar)(?:a|e|ar|en) "
        r"(?:este|esta|el presente|la presente|todos los|todas las) \w+ como (?:\w+ )?"
        r"(?:conformes?|aprobad[oa]s?|complet[oa]s?|cumplid[oa]s?)\b(?! (?:si|cuando|una vez)\b)",
    ),
    (
        (" ningun",),
        rf"{START}(?:por favor,? )?no (?:inform|report|senal|mencion|indiqu|indic)(?:a|e|es|ar"
        "|en) (?:de )?ningun[oa]? "
        rf"(?:\w+ )?(?:problema|hallazgo|defecto|incoherencia|error|deficiencia|omision){_END}"
        r"| (?:en|de|sobre) (?:este|esta)\b)",
    ),
    (
        ("respond",),
        rf"{START}(?:por favor,? )?respond(?:e|a|er|an) (?:solo|solamente|unicamente) (?:con\b|que\b|[\"'])",
    ),
)

_DUTCH: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("instructies|aanwijzingen|opdrachten", "negeer|vergeet|verwerp"),
        rf"{START}(?:negeer|vergeet|verwerp) (?:(?:alle|de|jouw|je|uw|al) )*(?:vorige|voorgaande|eerdere"
        "|bovenstaande"
        r"|voorafgaande) (?:instructies|aanwijzingen|opdrachten)\b(?! (?:van|uit|door)\b)",
    ),
    (
        ("je bent|jij bent|u bent",),
        r"\b(?:je|jij|u) bent (?:nu )?een (?:\w+ )?(?:ai|taalmodel|assistent|ai-\w+|chatbot"
        r"|kunstmatige intelligentie)\b(?=\s?[.,;:!]|$|\s(?:die|dat|en)\b)",
    ),
    (
        ("conform|goedgekeurd|volledig|compliant", " als "),
        rf"{START}(?:markeer|beoordeel|beschouw|behandel|keur) (?:dit|deze|alle|het huidige) \w+ als (?:\w+ )?"
        r"(?:conform|goedgekeurd|volledig|compliant)\b(?! (?:als|zodra|wanneer|indien)\b)",
    ),
    (
        (" geen ",),
        rf"{START}(?:meld|rapporteer|noem|vermeld) geen (?:\w+ )?(?:problemen|bevindingen|gebreken"
        "|tekortkomingen"
        rf"|inconsistenties|afwijkingen){_END}| (?:in|over|bij) (?:dit|deze)\b)",
    ),
    (("alleen|uitsluitend",), rf"{START}(?:antwoord|reageer) (?:alleen|uitsluitend) (?:met|dat)\b"),
)

PHRASES = _GERMAN + _FRENCH + _SPANISH + _DUTCH
"""As steering_english.PHRASES."""
