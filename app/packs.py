"""The policy packs that come with DocSense."""

from importlib.resources import files

from pydantic import ValidationError

from domain.kernel import NotFound
from domain.policies.pack import Pack

_FOLDER = files("resources") / "policies"


def bundled_packs() -> tuple[str, ...]:
    """The names of the bundled packs, in alphabetical order."""
    return tuple(sorted(f.name.removesuffix(".yaml") for f in _FOLDER.iterdir() if f.name.endswith(".yaml")))


def bundled_pack(name: str) -> Pack:
    """The bundled pack of this name; raises NotFound."""
    import yaml

    if name not in bundled_packs():
        raise NotFound(f"There is no policy pack {name}. There are: {', '.join(bundled_packs())}.")
    try:
        return Pack.model_validate(yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise NotFound(f"The policy pack {name} cannot be read ({type(error).__name__}).") from None
