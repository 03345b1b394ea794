"""What a user knows better than a model's family: language tags, tokens around the text, its profile."""

from dataclasses import dataclass, replace
from difflib import get_close_matches

from translate.engines.families import Family
from translate.engines.models import Model
from translate.errors import BadUsage
from translate.text.profiles import PROFILES


@dataclass(frozen=True, slots=True)
class Overrides:
    """None: as the family, or the model's preset, has it.

    `source_language` and `target_language` are tags as the model writes them (pes_Arab, en_XX); the
    prefixes are the tokens before the source and those that every target is made to begin with, in which
    `{source}` and `{target}` stand for the tags; `profile` names a profile of the text layer.
    """

    source_language: str | None = None
    target_language: str | None = None
    source_prefix: tuple[str, ...] | None = None
    target_prefix: tuple[str, ...] | None = None
    profile: str | None = None


def overridden(model: Model, wanted: Overrides) -> Model:
    """The model as the user wants it told; BadUsage for what would have no effect or does not exist.

    Tags that the model does not know are refused when its tokeniser is opened.
    """
    family = _with_tags(_with_prefixes(model.family, wanted), wanted)
    return replace(model, family=family, profile=_profile(wanted.profile or model.profile))


def _with_prefixes(family: Family, wanted: Overrides) -> Family:
    before_source = family.source_prefix if wanted.source_prefix is None else wanted.source_prefix
    before_target = family.target_prefix if wanted.target_prefix is None else wanted.target_prefix
    for token in (*before_source, *before_target):
        try:
            token.format(source="", target="")
        except (KeyError, IndexError, ValueError) as error:
            raise BadUsage(
                f"prefix token {token!r}: in braces only {{source}} and {{target}} may stand"
            ) from error
    return replace(family, source_prefix=before_source, target_prefix=before_target)


def _with_tags(family: Family, wanted: Overrides) -> Family:
    for role, tag in (("source", wanted.source_language), ("target", wanted.target_language)):
        told = any(f"{{{role}}}" in token for token in (*family.source_prefix, *family.target_prefix))
        if tag is not None and not told:
            raise BadUsage(
                f"{role}_language {tag!r}: models of the family {family.name} are not told a {role} "
                f"language; leave it out, or name the tokens in source_prefix or target_prefix"
            )
    return replace(
        family,
        source=wanted.source_language or family.source,
        target=wanted.target_language or family.target,
    )


def _profile(name: str) -> str:
    if name in PROFILES:
        return name
    near = get_close_matches(name, PROFILES, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(PROFILES)}"
    raise BadUsage(f"no normalisation profile called {name!r}; {hint}")
