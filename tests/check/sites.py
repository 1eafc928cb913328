"""Small sites for the rules' tests: three prefectures, two services, one file that a test writes."""

from pathlib import Path

from ivr.places import FILES, gazetteer
from ivr.site import Site
from ivr.site.directory import directory_of
from ivr.site.reading import read

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


def site(text: str, path: str = "data/directory.yaml", head: str = HEAD) -> Site:
    """Give a site whose file at `path` is `text`; a directory needs no source and services of its own."""
    texts = {"data/directory.yaml": f"{head}offices: {{}}\n", "data/flow.yaml": "fallback_agreed: 2026-11-20\n"}
    texts[path] = f"{head}{text}" if path == "data/directory.yaml" else text
    documents = {path: read(text, path) for path, text in texts.items()}
    offices = directory_of(documents["data/directory.yaml"], CODES)
    return Site(Path(), None, offices.problems, documents, offices, PLACES)
