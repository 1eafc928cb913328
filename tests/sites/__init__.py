"""Small hotlines, each of another kind: what it has of its own stands in its folder, the rest is the skeleton's.

*city* is the example of that name: five departments, an area for each ward of one city. *partial*: three services, one
of them in ten prefectures only, and two on one line. *departments*: three services and no places. *kanto*: no services,
seven prefectures in one menu. *towns*: no services, the municipalities of one prefecture, two offices for all of them.
"""

from pathlib import Path
from string import Template

from ivr.call import Plan
from ivr.site import Site, load, shipped
from ivr.site.new_texts import skeleton, used

HERE = Path(__file__).parent
NAMES = ("city", "partial", "departments", "kanto", "towns")
_SHARED = "shared_line: {before_ring: phrase, with_number: phrase, whisper: whisper}\n"


def build(root: Path, name: str, *changes: tuple[str, str, str]) -> Path:
    """Write the hotline *name* to the folder *root*, with pieces of its files (`directory.yaml`) replaced."""
    texts = {file: _text(name, file) for file in ("directory.yaml", "flow.yaml", "ja.yaml", "meanings.yaml")}
    for file, old, new in changes:
        assert texts[file].count(old) == 1, f"{texts[file].count(old)} times: {old}"
        texts[file] = texts[file].replace(old, new)
    texts["ja.yaml"] = used(texts["flow.yaml"], texts["ja.yaml"])
    for folder, files in (("data", ("directory.yaml", "flow.yaml", "meanings.yaml")), ("prompts", ("ja.yaml",))):
        (root / folder).mkdir(parents=True, exist_ok=True)
        for file in files:
            (root / folder / file).write_text(texts[file], encoding="utf-8")
    (root / "data" / "words.yaml").write_text(skeleton("words.yaml"), encoding="utf-8")
    return root


def site_of(root: Path, name: str, *changes: tuple[str, str, str]) -> Site:
    return load(build(root, name, *changes))


def plan_of(root: Path, name: str, *changes: tuple[str, str, str]) -> Plan:
    site = site_of(root, name, *changes)
    assert site.plan, site.problems
    return site.plan


def _text(name: str, file: str) -> str:
    if not (HERE / name).exists():
        return (_example(name) / ("prompts" if file == "ja.yaml" else "data") / file).read_text(encoding="utf-8")
    if file == "flow.yaml":
        return _flow(name)
    own = (HERE / name / file).read_text(encoding="utf-8")
    if file == "directory.yaml":
        return own
    if file == "ja.yaml":
        return _without(skeleton(file), own) + own
    return skeleton(file) + own


def _example(name: str) -> Path:
    return shipped() / "data" / "examples" / name


def _without(prompts: str, own: str) -> str:
    """Leave out of the skeleton's prompts, one a line, those that the hotline says in its own words."""
    names = {line.partition(":")[0] for line in own.splitlines()}
    return "".join(line for line in prompts.splitlines(keepends=True) if line.partition(":")[0] not in names)


def _flow(name: str) -> str:
    own = (HERE / name / "questions.yaml").read_text(encoding="utf-8")
    wrong = next(node for node in ("what_is_wrong", "ask_area", "ask_service") if f"  {node}:\n" in own)
    prompts = (HERE / name / "ja.yaml").read_text(encoding="utf-8")
    shared = _SHARED if "  phrase:" in prompts else ""
    named = "office_name: office_name\n" if "  office_name:" in prompts else ""
    gaps = {"questions": own, "wrong": wrong, "what_is_wrong": "", "office_name": named, "languages": ""}
    return shared + Template(skeleton("flow.yaml")).safe_substitute(gaps)
