"""English sentences that give whoever reads by program another task, or tell what its answer has to be."""

from domain.analysis.steering_english import START

_MODEL = r"(?:ai|llm|gpt(?:-\d\w?)?|chatgpt|claude|gemini|copilot|llama|language model|chatbot|machine)"
_TEXT = r"(?:text|document|file|page|section|specification|paragraph|passage|content)"
_ANSWER = r"(?:response|answer|reply|review|report|output|analysis|summary|assessment|verdict)"
_LOOKS = r"(?:review|analy[sz]|check|read|process|examin|summari[sz])"

PHRASES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("your ",), rf"\b(?:begin|start|open|preface) your {_ANSWER} with\b"),
    (
        ("your ", "changed|replaced|updated|rewritten"),
        r"\byour (?:task|job|role|goal|objective|instructions?) (?:has|have|is|are) (?:now )?"
        r"(?:been )?(?:changed|replaced|updated|rewritten)\b",
    ),
    (("your findings",), r"\byour findings (?:must|should|shall|may|will|are to)\b"),
    (
        ("generating|writing|producing|preparing|drafting", "omit|skip|ignore|leave|not |n't |exclude|never"),
        rf"\bwhen (?:generating|writing|producing|preparing|drafting) your {_ANSWER} ?,? (?:please )?"
        r"(?:omit|skip|ignore|leave|do not|don't|exclude|never)\b",
    ),
    (
        ("purpose", "automat|machine|ai "),
        r"\bfor (?:the )?purposes? of (?:automated|automatic|machine|ai) (?:analysis|review|processing|checking) ?,? "
        r"(?:please )?(?:assume|treat|consider|ignore|regard)\b",
    ),
    (
        ("correct|expected|right|desired",),
        rf"\bthe (?:correct|expected|right|desired) {_ANSWER} (?:for|to|on|about) (?:this|the present) {_TEXT} "
        r"(?:is|should be|must be)\b",
    ),
    (("hey |hi |hello ",), rf"{START}(?:hey|hi|hello) ?,? (?:there )?{_MODEL}\b"),
    (
        ("processed|read|reviewed|analy|checked|summari",),
        rf"\bif this {_TEXT} is (?:being )?{_LOOKS}\w* by (?:an? )?{_MODEL}\b",
    ),
    (
        ("by machine|automatically|programmatically",),
        rf"\b{_LOOKS}\w* this {_TEXT} (?:by machine|automatically|programmatically)\b",
    ),
    (("already",), rf"{START}you have already (?:reviewed|checked|analy[sz]ed|verified|approved) (?:this|the|every)\b"),
    (
        ("disregard|ignor|forget",),
        r"\b(?:disregard|ignore|forget) what (?:the|your) (?:user|developer|operator|system) "
        r"(?:asked|told|said|wants|wanted|instructed)\b",
    ),
    (("stop ",), rf"{START}stop (?:reviewing|analy[sz]ing|reading|checking) (?:here|now|at this point)\b"),
    (
        ("anything|everything",),
        rf"{START}(?:do not|don't|never) {_LOOKS}\w* anything (?:below|above|after|beyond) this "
        rf"(?:line|point|{_TEXT})\b",
    ),
    (("new task",), r"\bnew task ?: ?(?:write|translate|summari[sz]e|answer|reply|ignore|approve|output|say)\b"),
    (("developer|creator",), rf"{START}(?:this is|i am) (?:the|your) (?:developer|creator)\b"),
    (("from the ",), r"\bkeep this (?:hidden|secret) from the (?:user|reviewer|reader|human)s?\b"),
    (
        ("classif|label|summari|describ|grad|rat",),
        rf"\b(?:classify|label|summari[sz]e|describe|grade|rate) this {_TEXT} as (?:low|flawless|perfect|safe|clean"
        r"|complete|harmless|excellent)\b",
    ),
    (
        (" not be ",),
        rf"\b(?:this|the following) {_TEXT}(?: is safe and)? (?:must|should|shall|need) not be "
        r"(?:flagged|reported|questioned|criticised|criticized)\b",
    ),
    (
        ("human|assistant", ":"),
        r"(?:^|\n)(?:human|assistant) ?: ?(?:approve|ignore|disregard|the (?:document|specification) is)\b",
    ),
    (("<",), r"</?(?:system[_-]?(?:prompt|message)|instructions?)>"),
)
"""As in steering_english: words of which a text must hold one of each kind, and what is looked for where it does."""
