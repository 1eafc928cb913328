"""Seven small hotlines, each of another kind: what it has of its own stands in its folder, the rest in `common`.

*city*: five departments, an area for each ward of one city. *partial*: three services, one of them in ten prefectures
only. *nationwide*: one service in every prefecture. *departments*: three services and no places. *kanto*: no services,
seven prefectures in one menu. *towns*: no services, the municipalities of one prefecture, two offices for all of them.
*library*: three departments and no places, in English alone; what it shares stands in `common/en`.
"""

import re
from pathlib import Path

from ivr.call import Plan
from ivr.site import Site, load

HERE = Path(__file__).parent
NAMES = ("city", "partial", "nationwide", "departments", "kanto", "towns", "library")
_SHARED = "shared_line: {before_ring: phrase, with_number: phrase, whisper: whisper}\n"


def build(root: Path, name: str, *changes: tuple[str, str, str]) -> Path:
    """Write the hotline *name* to the folder *root*, with pieces of its files (`directory.yaml`) replaced."""
    spoken = f"{language(name)}.yaml"
    texts = {file: _text(name, file) for file in ("directory.yaml", "flow.yaml", spoken, "meanings.yaml")}
    for file, old, new in changes:
        assert texts[file].count(old) == 1, f"{texts[file].count(old)} times: {old}"
        texts[file] = texts[file].replace(old, new)
    texts[spoken] = _used(texts["flow.yaml"], texts[spoken])
    for folder, files in (("data", ("directory.yaml", "flow.yaml", "meanings.yaml")), ("prompts", (spoken,))):
        (root / folder).mkdir(parents=True, exist_ok=True)
        for file in files:
            (root / folder / file).write_text(texts[file], encoding="utf-8")
    (root / "data" / "words.yaml").write_text(_common(name, "words.yaml"), encoding="utf-8")
    return root


def language(name: str) -> str:
    """Return the one language of a hotline."""
    return "en" if (HERE / name / "en.yaml").exists() else "ja"


def site_of(root: Path, name: str, *changes: tuple[str, str, str]) -> Site:
    return load(build(root, name, *changes))


def plan_of(root: Path, name: str, *changes: tuple[str, str, str]) -> Plan:
    site = site_of(root, name, *changes)
    assert site.plan, site.problems
    return site.plan


def _common(name: str, file: str) -> str:
    own = HERE / "common" / language(name) / file
    return (own if own.exists() else HERE / "common" / file).read_text(encoding="utf-8")


def _text(name: str, file: str) -> str:
    if file == "flow.yaml":
        return _flow(name)
    own = (HERE / name / file).read_text(encoding="utf-8")
    if file == "directory.yaml":
        return own
    return _common(name, file) + own


def _flow(name: str) -> str:
    own = (HERE / name / "questions.yaml").read_text(encoding="utf-8")
    wrong = next(node for node in ("what_is_wrong", "ask_area", "ask_service") if f"  {node}:\n" in own)
    prompts = (HERE / name / f"{language(name)}.yaml").read_text(encoding="utf-8")
    shared = _SHARED if "  phrase:" in prompts else ""
    named = "office_name: office_name\n" if "  office_name:" in prompts else ""
    return shared + named + _common(name, "flow.yaml").replace("wrong: what_is_wrong", f"wrong: {wrong}") + own


def _used(flow: str, prompts: str) -> str:
    """Leave out the prompts that *flow* does not name."""
    named = set(re.findall(r"\w+", flow))
    head, _, rest = prompts.partition("prompts:\n")
    kept, keep = [], False
    for line in rest.splitlines(keepends=True):
        if not line.startswith("   "):
            keep = line.strip().partition(":")[0].strip('"') in named
        kept += [line] if keep else []
    return f"{head}prompts:\n{''.join(kept)}"
