"""Turns the catalogues of words, hall/languages/*.po, into what browsers and the server read.

For browsers one TypeScript module a part (`msgctxt`) under frontend/generated: `kiosk.ts` holds `kioskWords`, an object
of texts in every language; a message with `{parameters}` is a function of them, one with plural forms also of `n`.
For the server compiled catalogues and a list of the languages, under hall/languages/built. Nothing of it is committed.

A language that lacks a message says it in English.
"""

import json
import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

HERE = Path(__file__).resolve().parent
CATALOGUES = HERE.parent / "hall" / "languages"
FALLBACK = "en"

Forms = tuple[str, ...]
"""A message's plural forms; one for a message without."""

_PARAMETER = re.compile(r"\{(\w+)\}")
_MADE = "// Made of hall/languages/*.po by languages.py: change the words there."


class BadCatalogue(Exception):
    """A catalogue cannot be used; the message names the file and what is wrong with it."""


class Message(NamedTuple):
    """One message in every language: `key` is the path of its member, `parameters` are what it is said with."""

    key: str
    forms: dict[str, Forms]
    plural: bool
    parameters: tuple[str, ...]


def read_catalogues(folder: Path = CATALOGUES) -> dict[str, Catalog]:
    """Every catalogue by its language's tag, the fallback's among them; BadCatalogue for one that is not whole."""
    catalogues = {}
    for path in sorted(folder.glob("*.po")):
        try:
            with path.open("rb") as file:
                catalogues[path.stem] = read_po(file, locale=path.stem.replace("-", "_"), abort_invalid=True)
        except (PoFileError, ValueError) as problem:
            raise BadCatalogue(f"{path.name}: {problem}") from problem
    if FALLBACK not in catalogues:
        raise BadCatalogue(f"{folder}: {FALLBACK}.po is missing")
    return catalogues


def messages(catalogues: dict[str, Catalog]) -> dict[str, list[Message]]:
    """Every message by its part, in the order of the fallback's catalogue; BadCatalogue when languages disagree."""
    parts: dict[str, list[Message]] = {}
    for entry in catalogues[FALLBACK]:
        if entry.id:
            key, part = entry.id if isinstance(entry.id, str) else entry.id[0], entry.context or ""
            forms = {language: _forms(catalogue, entry) for language, catalogue in catalogues.items()}
            if not forms[FALLBACK]:
                raise BadCatalogue(f"{FALLBACK}.po: {part} {key} says nothing")
            parameters = _parameters(forms[FALLBACK])
            for language, said in forms.items():
                unknown = set(_parameters(said)) - set(parameters)
                if unknown:
                    raise BadCatalogue(f"{language}.po: {entry.context} {key} has no {{{unknown.pop()}}} in English")
            parts.setdefault(part, []).append(Message(key, forms, bool(entry.pluralizable), parameters))
    for language, catalogue in catalogues.items():
        for entry in catalogue:
            if entry.id and catalogues[FALLBACK].get(entry.id, entry.context) is None:
                raise BadCatalogue(f"{language}.po: {entry.context} {entry.id} is not in {FALLBACK}.po")
    return parts


def _forms(catalogue: Catalog, wanted: Any) -> Forms:
    """How a language says a message; nothing where it does not."""
    entry = catalogue.get(wanted.id, wanted.context)
    if entry is None or not entry.string:
        return ()
    forms = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
    return forms if all(forms) else ()


def _parameters(forms: Forms) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for form in forms for name in _PARAMETER.findall(form)))


def typescript(part: str, found: list[Message], catalogues: dict[str, Catalog]) -> str:
    """The module of a part."""
    tree: dict[str, Any] = {}
    for message in found:
        *path, name = message.key.split(".")
        place = tree
        for step in path:
            place = place.setdefault(step, {})
        place[name] = message
    body = "\n".join(_members(tree, catalogues, "  "))
    head = f'{_MADE}\n\nimport type {{ Text }} from "../shared/language";\n'
    return f"{head}\nexport const {part}Words = {{\n{body}\n}} as const;\n"


def _members(tree: dict[str, Any], catalogues: dict[str, Catalog], indent: str) -> Iterator[str]:
    for name, member in tree.items():
        if isinstance(member, Message):
            yield f"{indent}{_name(name)}: {_said(member, catalogues)},"
        else:
            yield f"{indent}{_name(name)}: {{"
            yield from _members(member, catalogues, indent + "  ")
            yield f"{indent}}},"


def _name(member: str) -> str:
    return member if member.isidentifier() else json.dumps(member)


def _said(message: Message, catalogues: dict[str, Catalog]) -> str:
    """A text, or the function that makes one."""
    names = dict.fromkeys((*(["n"] if message.plural else []), *message.parameters))
    texts = {}
    for language, forms in message.forms.items():
        said, catalogue = (forms, catalogues[language]) if forms else (message.forms[FALLBACK], catalogues[FALLBACK])
        literals = [_literal(form) if names else json.dumps(form, ensure_ascii=False) for form in said]
        chosen = re.sub(r"\bn\b", "p.n", catalogue.plural_expr)
        texts[language] = literals[0] if len(literals) == 1 else f"[{', '.join(literals)}][Number({chosen})]!"
    whole = ", ".join(f"{json.dumps(language)}: {text}" for language, text in texts.items())
    if not names:
        return f"{{ {whole} }}"
    types = "; ".join(f"{name}: {'number' if name == 'n' else 'string | number'}" for name in names)
    return f"(p: {{ {types} }}): Text => ({{ {whole} }})"


def _literal(form: str) -> str:
    safe = form.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    return f"`{_PARAMETER.sub(lambda found: '${p.' + found[1] + '}', safe)}`"


def listed(catalogues: dict[str, Catalog]) -> list[dict[str, str]]:
    """The languages as `{tag, name, direction}`, each named by itself; Chinese, then English, come first."""
    tags = sorted(catalogues, key=lambda tag: ({"zh": 0, FALLBACK: 1}.get(tag, 2), tag))
    locales = [(tag, Locale.parse(tag, sep="-")) for tag in tags]
    return [
        {"tag": tag, "name": (locale.display_name or tag).capitalize(), "direction": locale.text_direction}
        for tag, locale in locales
    ]


def write_words(folder: Path = CATALOGUES, modules: Path = HERE / "generated") -> None:
    """Write everything anew; what belongs to a language or a part that is gone goes too."""
    catalogues = read_catalogues(folder)
    parts = messages(catalogues)
    built = folder / "built"
    built.mkdir(exist_ok=True)
    for language, catalogue in catalogues.items():
        with (built / f"{language}.mo").open("wb") as file:
            write_mo(file, catalogue)
    _drop(built.glob("*.mo"), catalogues)
    (built / "languages.json").write_text(json.dumps(listed(catalogues), ensure_ascii=False), encoding="utf-8")
    made = {f"{part}.ts": typescript(part, found, catalogues) for part, found in parts.items()}
    known = json.dumps(listed(catalogues), ensure_ascii=False, indent=2)
    made["languages.ts"] = f"{_MADE}\n\nexport const languages = {known} as const;\n"
    modules.mkdir(exist_ok=True)
    _drop(modules.glob("*.ts"), [*parts, "languages"])
    for name, text in made.items():
        path = modules / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _drop(there: Iterable[Path], kept: Container[str]) -> None:
    for path in there:
        if path.stem not in kept:
            path.unlink()
