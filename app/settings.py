"""Settings: every value validated, every error naming its setting."""

import getpass
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from domain.documents.export import LONGEST_NAME, signs
from domain.kernel import DomainError


class BadSetting(DomainError):
    """A setting has a value that cannot be used."""


def _whoever_is_here() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in the system's list, as in some containers
        return "Reviewer"


def _name(name: str) -> str:
    """A name as it may stand in the log and in a Word file for ever."""
    name = name.strip()
    if not signs(name):
        raise ValueError(f"give a name of 1 to {LONGEST_NAME} letters, without control characters")
    return name


class Settings(BaseSettings):
    """What the reviewer can set: in the environment (DOCSENSE_...), or in settings.toml of the settings folder."""

    model_config = SettingsConfigDict(
        env_prefix="DOCSENSE_",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        toml_file=platformdirs.user_config_path("docsense", appauthor=False) / "settings.toml",
    )

    profile: Path = Field(default_factory=lambda: platformdirs.user_data_path("docsense", appauthor=False))
    """The folder of the profile: the log and what is kept with it."""
    reviewer: Annotated[str, AfterValidator(_name)] = Field(default_factory=_whoever_is_here, validate_default=True)
    """The name decisions and tracked changes carry."""

    passphrase: SecretStr | None = None
    """The passphrase of the profile, for programs that cannot be asked; not for a settings file."""
    lock_after_minutes: Annotated[int, Field(ge=0)] = 15
    """After so many minutes in which nobody touches the window the profile is locked; 0 for never."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(profile: Path | None = None, reviewer: str | None = None) -> Settings:
    """The settings, with what the command line says put first; raises BadSetting."""
    given: dict[str, Any] = {"profile": profile, "reviewer": reviewer}
    try:
        return Settings(**{k: v for k, v in given.items() if v is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSetting(f"The setting {'.'.join(map(str, first['loc']))} cannot be used: {first['msg']}.") from None
    except ValueError as error:
        raise BadSetting(f"The settings file {Settings.model_config['toml_file']} cannot be read: {error}.") from None
