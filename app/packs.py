"""Policy packs as YAML: those that come with DocSense, and a reviewer's own; every fault is named by its line."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from domain.kernel import DomainError, Value
from domain.policies.pack import MOST_REQUIREMENTS, Pack, flaws_of

_FOLDER = files("resources") / "policies"
_LONGEST = 1 << 20
"""Characters; the longest pack that comes with DocSense has 60,000."""
_DEEPEST = 8

_IN_PLAIN_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is no field of a pack",
    "string_type": "must be a text",
    "enum": "must be MUST, SHOULD or MAY",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": "must be a list",
    "too_short": "must not be empty",
    "too_long": f"must have {MOST_REQUIREMENTS:,} entries at most",
    "model_type": "must be fields with their values",
    "model_attributes_type": "must be fields with their values",
}
"""What each kind of error in a value says to the author of a pack."""

Place = tuple[str | int, ...]


class PackProblem(Value):
    """What is wrong in the text of a pack, and in which line of it, counted from 1."""

    line: int
    what: str


class BadPack(DomainError):
    """A text is no policy pack that could be used; `problems` holds all that is wrong with it, from top to bottom."""

    def __init__(self, name: str, problems: tuple[PackProblem, ...]) -> None:
        first, more = problems[0], len(problems) - 1
        others = f" ({more} more problem{'s' if more > 1 else ''} below it)" if more else ""
        super().__init__(f"{name}, line {first.line}: {first.what}{others}.")
        self.problems = problems


def read_pack(text: str, name: str) -> Pack:
    """The pack a YAML text states; raises BadPack, which calls the text by this name."""
    try:
        value, lines = _values(text)
    except _Unreadable as error:
        raise BadPack(name, (error.problem,)) from None
    try:
        pack = Pack.model_validate(value)
    except ValidationError as error:
        # A list whose every entry is at fault counts as too short as well.
        errors = [each for each in error.errors() if each["type"] != "too_short" or not each["input"]]
        faults = [(tuple(each["loc"]), _IN_PLAIN_WORDS.get(each["type"], each["msg"])) for each in errors]
    else:
        faults = [(flaw.place, flaw.why) for flaw in flaws_of(pack)]
        if not faults:
            return pack
    problems = (PackProblem(line=_line(place, lines), what=f"{_where(place, value)} {why}") for place, why in faults)
    raise BadPack(name, tuple(sorted(problems, key=lambda problem: problem.line)))


def pack_text(pack: Pack) -> str:
    """The YAML text of a pack; what is left out in it is empty."""
    import yaml

    stated = pack.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(stated, sort_keys=False, allow_unicode=True, width=110)


class BuiltinPacks(Mapping[str, Pack]):
    """The packs that come with DocSense by their names, each read when it is first asked for."""

    def __getitem__(self, name: str) -> Pack:
        if name not in _bundled():
            raise KeyError(name)
        return _read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_bundled())

    def __len__(self) -> int:
        return len(_bundled())


@cache
def _bundled() -> tuple[str, ...]:
    return tuple(sorted(f.name.removesuffix(".yaml") for f in _FOLDER.iterdir() if f.name.endswith(".yaml")))


@cache
def _read(name: str) -> Pack:
    return read_pack((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml")


class _Unreadable(Exception):
    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.problem = PackProblem(line=line, what=what)


def _values(text: str) -> tuple[Any, dict[Place, int]]:
    """What a YAML text says, and the line of each thing by its place; numbers and dates stay the texts they are."""
    import yaml

    if len(text) > _LONGEST:
        raise _Unreadable(1, f"the text is longer than the {_LONGEST:,} characters a pack may have")
    lines = dict[Place, int]()
    seen = set[int]()

    def value(node: yaml.Node, place: Place) -> Any:
        line = node.start_mark.line + 1
        lines.setdefault(place, line)
        if id(node) in seen or len(place) > _DEEPEST:
            raise _Unreadable(line, "a pack has no anchors, and nothing so deep within one another")
        seen.add(id(node))
        match node:
            case yaml.MappingNode(value=pairs):
                read = dict[str, Any]()
                for key, inner in pairs:
                    name = str(key.value)
                    lines[*place, name] = key.start_mark.line + 1
                    if name in read:
                        raise _Unreadable(lines[*place, name], f"{name} stands there twice")
                    read[name] = value(inner, (*place, name))
                return {name: said for name, said in read.items() if said is not None}
            case yaml.SequenceNode(value=items):
                return [value(item, (*place, number)) for number, item in enumerate(items)]
            case _:
                return None if node.tag == "tag:yaml.org,2002:null" else node.value

    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Unreadable(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem}") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _Unreadable(1, f"this is not YAML ({type(error).__name__})") from None
    return (value(node, ()) if node else {}), lines


def _line(place: Place, lines: dict[Place, int]) -> int:
    """The line of a place, or of the nearest thing around it where it is not there."""
    while place not in lines and place:
        place = place[:-1]
    return lines.get(place, 1)


def _where(place: Place, value: Any) -> str:
    """A place in the words of the author: the requirement by its id, then the field."""
    match place:
        case ():
            return "the text"
        case ("requirements", int() as number, *inner):
            requirement = value["requirements"][number]
            id = requirement.get("id") if isinstance(requirement, dict) else None
            called = f"requirement {id if isinstance(id, str) and id.strip() else f'number {number + 1}'}"
            return ", ".join((called, _field(inner))) if inner else called
        case _:
            return _field(list(place))


def _field(path: list[str | int]) -> str:
    return " ".join(f"number {part + 1}" if isinstance(part, int) else part for part in path)
