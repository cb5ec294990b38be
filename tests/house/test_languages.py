"""The catalogues of words: whole in both languages, used, and open to another language by one file."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from hall.languages.phrases import known_languages, phrases

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUES = ROOT / "hall" / "languages"
FRENCH = """msgid ""
msgstr ""
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "shared"
msgid "ahead"
msgid_plural "ahead"
msgstr[0] "{n} personne devant vous"
msgstr[1] "{n} personnes devant vous"
"""


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("languages_tool", ROOT / "frontend" / "languages.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


tool = _tool()


def test_chinese_and_english_say_everything() -> None:
    missing = {
        f"{language} {part} {message.key}"
        for part, found in tool.messages(tool.read_catalogues()).items()
        for message in found
        for language in ("zh", "en")
        if not message.forms[language] or len(message.parameters) != len(tool._parameters(message.forms[language]))
    }
    # The number 1 may be a word of the sentence; every other form has every parameter.
    assert missing == set()


def test_every_message_is_said_somewhere() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for suffix in ("ts", "html", "py")
        for folder in ("frontend", "hall")
        for path in (ROOT / folder).rglob(f"*.{suffix}")
        if not {"node_modules", "generated", "static"} & set(path.parts)
    )
    said = set(re.findall(r"\w+", sources))
    unsaid = {
        f"{part} {message.key}"
        for part, found in tool.messages(tool.read_catalogues()).items()
        for message in found
        # Of a family such as `outcomes.accepted` the code names the family; the member is a code of the server.
        if not said & {message.key.split(".")[-1], message.key.split(".")[0] if "." in message.key else message.key}
    }
    assert unsaid == set()


@pytest.fixture
def catalogues(tmp_path: Path) -> Path:
    for path in CATALOGUES.glob("*.po"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_another_language_is_one_more_file(catalogues: Path, tmp_path: Path) -> None:
    (catalogues / "fr.po").write_text(FRENCH, encoding="utf-8")
    made = tmp_path / "generated"
    tool.write_words(catalogues, made)
    shared = (made / "shared.ts").read_text(encoding="utf-8")
    ahead = next(line for line in shared.splitlines() if line.startswith("  ahead:"))
    assert '"fr": [`${p.n} personne devant vous`, `${p.n} personnes devant vous`][Number((p.n > 1))]!' in ahead
    back = next(line for line in shared.splitlines() if line.startswith("  back:"))
    assert '"fr": "Back"' in back  # what it lacks it says in English
    assert '"name": "Français"' in (made / "languages.ts").read_text(encoding="utf-8")
    assert (catalogues / "built" / "fr.mo").is_file()
    (catalogues / "fr.po").unlink()
    tool.write_words(catalogues, made)
    assert "fr" not in (made / "languages.ts").read_text(encoding="utf-8")
    assert not (catalogues / "built" / "fr.mo").exists()


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (FRENCH.replace("{n} personne ", "{m} personne "), "fr.po: shared ahead has no {m} in English"),
        (FRENCH.replace('"ahead"', '"behind"'), "fr.po: shared .*behind.* is not in en.po"),
        (FRENCH + "msgid", "fr.po"),
    ],
)
def test_a_wrong_catalogue_stops_the_build_and_is_named(
    catalogues: Path, tmp_path: Path, broken: str, told: str
) -> None:
    (catalogues / "fr.po").write_text(broken, encoding="utf-8")
    with pytest.raises(tool.BadCatalogue, match=told):
        tool.write_words(catalogues, tmp_path / "generated")


def test_the_server_says_plurals_and_parameters_in_both_languages() -> None:
    assert [phrases("shared", "en").say("ahead", n=n) for n in (1, 2)] == [
        "1 person ahead of you",
        "2 people ahead of you",
    ]
    assert phrases("shared", "zh").say("ahead", n=1) == "前面还有 1 人"
    assert [language.tag for language in known_languages()][:2] == ["zh", "en"]


def test_a_report_is_promised_the_same_in_both_languages() -> None:
    lead = {language: phrases("case", language).say("report.lead") for language in ("zh", "en")}
    assert lead["zh"].endswith("我们在同一个工作日内首次回应。")
    assert lead["en"].endswith("You hear from us the same working day.")


def test_what_is_built_is_not_committed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert not re.search(r"^(frontend/generated|hall/languages/built)/", listed, re.MULTILINE)


def test_every_message_belongs_to_a_part_of_the_pages() -> None:
    lost = [message.key for message in tool.messages(tool.read_catalogues()).get("", [])]
    assert lost == [], "an entry without msgctxt is found by no page, which then shows its key"
