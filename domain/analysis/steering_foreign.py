"""Sentences in other languages that ask a model, or whoever reviews, to be lenient."""

from domain.analysis.steering_english import START
from domain.analysis.steering_signs import Phrase, Sign, says

_GERMAN = r"(?:ki|kunstliche intelligenz|sprachmodelle?n?|chatbots?|chatgpt|llms?)(?:-\w+)?"
_FRENCH = r"(?:ia|intelligence artificielle|modeles? de langage|chatbots?|chatgpt|llms?)"
_SPANISH = r"(?:ia|inteligencia artificial|modelos? de lenguaje|chatbots?|chatgpt|llms?)"
_DUTCH = r"(?:ai|kunstmatige intelligentie|taalmodel(?:len)?|chatbots?|chatgpt|llms?)(?:-\w+)?"
PHRASES: tuple[Phrase, ...] = (
    says(
        Sign("ki|intelligenz|sprachmodell|chatbot|gpt|llm", rf"\b{_GERMAN}\b"),
        Sign("du |dein|sie |ihr|:|diese", r"(?:\b(?:du|dein\w*|sie|ihre?\w*|diese\w*)\b|:)"),
        Sign(
            "nicht|kein|ohne|als |ignor|uber|genehmig",
            r"\b(?:(?:nicht|kein\w*|ohne) (?:[\w-]+ ){0,4}?(?:pruf|meld|bericht|beanstand|erwahn|nenn|bemangel"
            r"|befund|mangel|mangeln|feststell|anmerk|luck|problem|hinweis|kritik)\w*|als (?:\w+ )?(?:vollstandig"
            "|konform|genehmigt|erfullt|fehlerfrei|mangelfrei|korrekt)|(?:ignorier|ubergeh|uberspring"
            r"|genehmig)\w*)\b",
        ),
        Sign(
            "dokument|abschnitt|text|absatz|tabelle|anhang|kapitel|spezifikation|befund|mangel|beanstand",
            r"\b(?:(?:diese\w*|de[nmrs]|das|folgende\w*) (?:dokument|abschnitt|text|absatz|tabelle|anhang|kapitel"
            r"|spezifikation)\w*|befunde?|mangel|beanstandung\w*)\b",
        ),
    ),
    says(
        Sign(
            "vergiss|vergess|ignorier|missacht",
            rf"{START}(?:bitte )?(?:vergiss|vergessen sie|ignorier\w*(?: sie)?|missacht\w*(?: sie)?) (?:(?:alle"
            r"|all) )?(?:deine|ihre|eure) (?:\w+ )?(?:anweisung|vorgabe|regel|instruktion|richtlinie|aufgabe"
            r"|prompt)\w*",
        )
    ),
    says(
        Sign(
            "antworte",
            rf"{START}(?:bitte )?(?:nur|ausschliesslich|einfach) mit [^.\n]{{1,40}}? antworten\b(?= ?[.!]|$)",
        ),
    ),
    says(
        Sign("ki |ki-|sprachmodell|intelligenz", rf"\b(?:fur|an) (?:\w+ )?{_GERMAN} (?:bestimmt|gerichtet)"),
        Sign(":|,|als ", r"(?:[:,]|\bals\b)"),
    ),
    says(
        Sign(
            "verrat|sag|zeig|verschweig|erzahl",
            f"{START}(?:bitte )?(?:verrat|sag|zeig|verschweig|erzahl)(?:e|en sie|t)? (?:de[mnr] )?(?:nutzer"
            r"|benutzer|anwender|leser|prufer)(?:in|n)? (?:nichts|nicht|diese\w*|kein\w*)",
        )
    ),
    says(
        Sign(
            "vergiss|vergess|ignorier|missacht",
            rf"{START}(?:bitte )?(?:vergiss|vergessen sie|ignorier\w*(?: sie)?|missacht\w*(?: sie)?) (?:alles"
            r"|was)\b",
        ),
        Sign(
            "gesagt|mitgeteilt|aufgetragen|vorher|bisher|zuvor|oben",
            r"\b(?:(?:dir|ihnen|euch|du|sie) [^.\n]{0,40}?(?:gesagt|mitgeteilt|aufgetragen|gelernt)|vorher\w*"
            r"|bisher\w*|zuvor)",
        ),
    ),
    says(
        Sign(
            "fehlend|undefiniert|widerspr|luck|mangel|inkonsist",
            f"{START}(?:bitte )?(?:melde|meldet|melden sie|erwahne|erwahnen sie|beanstande|beanstanden sie|nenne"
            r"|nennen sie|ignoriere|ignorieren sie) (?:bitte )?(?:die|den|das|diese\w*) (?:(?:fehlende"
            r"|undefinierte|widerspruchliche)\w* (?:definition|verweis|parameter|formel|tabelle|anhang|quelle"
            r"|kalender|rundung|einheit)\w*|(?:widerspruch|lucke|mangel|inkonsistenz)\w*)",
        )
    ),
    says(Sign("du bist", r"\bdu bist (?:jetzt|nun|ab jetzt|ab sofort|eine?)\b")),
    says(
        Sign("ia|intelligence|modele|chatbot|gpt|llm", rf"\b{_FRENCH}\b"),
        Sign("vous|tu |votre|:|ce|s'adresse", r"(?:\b(?:vous|tu|votre|vos|ces?|cette)\b|:)"),
        Sign(
            "ne |n'|aucun|comme|ignor|valid|approuv|note|tout",
            r"\b(?:(?:ne|n') ?(?:\w+ )?(?:signal|mentionn|relev|rapport|verifi|examin|comment|critiqu)\w*"
            r"|aucune? (?:anomalie|probleme|constat|defaut|remarque|lacune)\w*|comme (?:\w+ )?(?:conforme|complet"
            r"|approuve|valide)\w*|(?:ignore|validez|approuve)\w*|note (?:maximale|parfaite)|tout est \w+)",
        ),
    ),
    says(
        Sign(
            "oubli|ignor",
            rf"{START}(?:veuillez )?(?:oubli|ignor)(?:e|ez|er) (?:(?:toutes )?(?:vos|tes) (?:\w+ )?(?:consignes"
            r"|instructions|regles|directives)|tout ce qui precede)\b",
        )
    ),
    says(
        Sign(
            "demande|dit|ordonne|instruction",
            r"\bce (?:que l'on|qu'on|qui) (?:vous|t'|t) ?a(?: ete)? (?:demande|dit|ordonne|indique)",
        ),
        Sign("compte|oubli|ignor", r"\b(?:pas compte|oubli|ignor)\w*"),
    ),
    says(
        Sign("comme si|semblant", rf"{START}(?:veuillez )?(?:faites|fais|faire) (?:comme si|semblant)\b"),
        Sign(
            "defini|present|reference|complet|manqu|regle|document|existe",
            r"\b(?:defini\w*|reference\w*|complet\w*|manqu\w*|regles?|document|existe\w*)",
        ),
    ),
    says(
        Sign(
            "repond|confirm|ecri",
            r"\b(?:repondez|reponds|dites|dis|confirmez|confirme|ecrivez|ecris)(?: \w+)? que tout est (?:en ordre"
            "|conforme|correct|bon|complet)",
        )
    ),
    says(
        Sign(
            "ignor|signal|mentionn|relev",
            f"{START}(?:veuillez )?(?:ignore[rz]?|ne (?:signal|mentionn|relev|rapport)e[rz]? pas) (?:les|des|la"
            "|toutes les) (?:incoherences?|contradictions?|lacunes?|omissions?|definitions? manquantes?"
            r"|references? manquantes?)\b",
        ),
    ),
    says(
        Sign(
            "valide|approuve",
            rf"{START}(?:veuillez )?(?:valide|approuve)[rz]? (?:ce|le present) (?:document|texte) sans \w+",
        )
    ),
    says(
        Sign("ia|inteligencia|modelo|chatbot|gpt|llm", rf"\b{_SPANISH}\b"),
        Sign("eres|tu|usted|su|:|est", r"(?:\b(?:eres|tus?|usted|sus?|est[aeo]s?)\b|:)"),
        Sign(
            "no |ningun|como|ignor|aprueb",
            r"\b(?:no (?:\w+ )?(?:senal|inform|report|mencion|indiqu|coment|revis|critiqu)\w*"
            r"|ningun[oa]? (?:problema|hallazgo|error|defecto|observacion)\w*|como (?:\w+ )?(?:conforme|complet"
            r"|aprobad|valid)\w*|(?:ignor|aprueb)\w+)",
        ),
    ),
    says(
        Sign(
            "olvid|ignor",
            f"{START}(?:por favor,? )?(?:olvid|ignor)(?:a|e|en|ad|ar) (?:todo lo anterior|(?:todas )?(?:tus"
            r"|sus) (?:\w+ )?(?:instrucciones|indicaciones|reglas|directrices)|las (?:instrucciones|reglas"
            r"|indicaciones) (?:de (?:su|tu)|del) sistema)\b",
        )
    ),
    says(
        Sign(" ai|ai |ai:|ai-|intelligentie|taalmodel|chatbot|gpt|llm", rf"\b{_DUTCH}\b"),
        Sign("deze|dit|je |u |jouw|uw", r"\b(?:deze|dit|je|jouw|u|uw)\b"),
        Sign(
            "niet|geen|als |negeer",
            r"\b(?:(?:niet|geen) (?:\w+ ){0,3}?(?:meld|controle|beoordel|noem|vermeld|bevinding|probleem|problemen"
            r"|opmerking)\w*|als (?:\w+ )?(?:volledig|conform|goedgekeurd|compliant)|(?:negeer|sla))\b",
        ),
    ),
    says(
        Sign(
            "actua|comporta|finge|imagina", rf"{START}(?:actua|comportate|finge|imagina) (?:como (?:si|un[oa]?)|que)\b"
        ),
        Sign(
            "revis|aprueb|document|defect|error|norma|regla",
            r"\b(?:revisora?|aprueb\w+|documento|defectos?|errores|reglas?)\b",
        ),
    ),
    says(
        Sign(
            "mencion|senal|inform|report|ignor",
            f"{START}(?:por favor,? )?(?:no (?:mencion|senal|inform|report)(?:a|e|es|en|ar)(?: de)?|ignor(?:a|e"
            "|en)) (?:las|los|la|el) (?:referencias?|definicion(?:es)?|parametros?|errores|incoherencias?"
            "|contradicciones|omision(?:es)?|lagunas)(?: que faltan?| de (?:este|esta)| indefinid[oa]s?|(?= ?[.!]"
            "|$))",
        ),
    ),
    says(
        Sign(
            "valid|aprob",
            f"{START}(?:por favor,? )?(?:da|de|den) por (?:valid|aprobad|complet|buen)[oa]s? (?:este|esta"
            r"|el presente|la presente) \w+",
        )
    ),
    says(Sign("eres", r"\beres (?:ahora )?un[oa]? (?:revisora?|evaluadora?|auditora?|lectora?) \w+")),
    says(  # Italian and Portuguese
        Sign(
            "istruzioni|instrucoes",
            f"{START}(?:ignor|dimentic|trascur|esquec)(?:a|e|are|ate|ar|am) (?:tutte le|le|todas as|as"
            r"|suas) (?:\w+ )?(?:istruzioni|instrucoes) (?:\w+ )?(?:precedenti|anteriori|anteriores|previas)\b",
        )
    ),
)
"""As in steering_english, over a folded text without its accents."""
