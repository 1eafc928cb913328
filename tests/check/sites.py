"""Small sites for the rules' tests: three prefectures, two services, one file by the test, the others in `small/`."""

from pathlib import Path

from ivr.call import Flow
from ivr.check.rules import Rule
from ivr.places import FILES, gazetteer
from ivr.site import Problem, Site
from ivr.site.directory import directory_of
from ivr.site.recordings import FOLDER, TEXTS, Recordings, SoundFile, entries
from ivr.strict_yaml import read
from ivr.strict_yaml.schema import validate
from tests.speech.waves import described, wav

PLACES = gazetteer(
    dict.fromkeys(FILES, "")
    | {
        "prefectures.tsv": "10\t群馬県\tぐんまけん\n23\t愛知県\tあいちけん\n24\t三重県\tみえけん\n",
        "areacodes.tsv": "027\t群馬県\n052\t愛知県\n0567\t愛知県|三重県\n059\t三重県\n",
    }
)
CODES = {prefecture.name: code for code, prefecture in PLACES.prefectures.items()}

HEAD = """\
source: {name: leaflet, status: current}
services:
  center: {name: 経営改善支援センター, kana: けいえいかいぜんしえんせんたー}
  council: {name: 中小企業再生支援協議会, kana: ちゅうしょうきぎょうさいせいしえんきょうぎかい}
"""
HEAD_LINES = HEAD.count("\n")

SMALL = Path(__file__).parent / "small"
FILE = {
    path: (SMALL / path.split("/")[1]).read_text(encoding="utf-8")
    for path in ("data/flow.yaml", "data/meanings.yaml", "data/words.yaml", "data/scheme.yaml", "prompts/ja.yaml")
}
FALLBACK = 'others: {headquarters: {printed_name: 全国本部, number: "03-5470-1840"}}\n'
FILE["data/directory.yaml"] = f"{HEAD}{FALLBACK}offices: {{}}\n"


def site(text: str, path: str = "data/directory.yaml", head: str = HEAD) -> Site:
    """Give a site whose file at `path` is `text`.

    A directory needs no source and services of its own; a flow that begins with its nodes starts at the first of them
    and has the small site's own beginning, and so have prompts.
    """
    texts = dict(FILE)
    recordings = Recordings()
    if path.startswith(FOLDER):
        recordings = recorded(text, path)
    elif path == "data/directory.yaml":
        texts[path] = f"{head}{text}"
    elif text.startswith("nodes:"):
        first = text.split(":", 2)[1].strip()
        texts[path] = FILE[path].partition("nodes:")[0].replace("start: welcome", f"start: {first}") + text
    elif text.startswith("prompts:") and path in FILE:
        texts[path] = FILE[path].partition("prompts:")[0] + text
    else:
        texts[path] = text
    if path == "prompts/en.yaml":
        texts["prompts/ja.yaml"] = "prompts:\n  welcome: {text: 電話です。}\n  choices: {text: '{choices}'}\n"
    documents = {path: read(text, path) for path, text in texts.items()}
    offices = directory_of(documents["data/directory.yaml"], CODES)
    flow, _problems = validate(documents["data/flow.yaml"], Flow)
    return Site(Path("no/such/folder"), None, offices.problems, documents, offices, PLACES, recordings, flow=flow)


def recorded(text: str, path: str) -> Recordings:
    """Give recordings: those whose texts *text* lists, or one whose sound it describes, whose text is up to date."""
    if path.endswith(TEXTS):
        document = read(text, path)
        names = entries(document)
        sounds = [sound(f"{FOLDER}/ja/{name}.wav", wav(1.0)) for name in names]
        return Recordings(tuple(sounds), {"ja": document})
    document = read("texts:\n  welcome: 電話案内です。\n", f"{FOLDER}/ja/{TEXTS}")
    return Recordings((sound(path, described(text)),), {"ja": document})


def sound(path: str, content: bytes) -> SoundFile:
    *_, language, name = path.split("/")
    return SoundFile(path, language, name.rpartition(".")[0], content)


def changed(*changes: tuple[str, str], path: str = "data/flow.yaml") -> Site:
    """Give the small site with pieces of one of its files replaced."""
    text = FILE[path]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return site(text, path, head="")


def messages_of(rule: Rule, checked: Site) -> list[str]:
    """Return the messages of a rule, without their places."""
    return [problem.message for problem in sorted(rule.check(checked))]


def place(problem: Problem) -> tuple[int, int]:
    """Return line and column."""
    return problem.line, problem.column
