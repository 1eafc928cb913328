"""A hotline of five nodes that has nothing to do with the shipped one but for its offices and places."""

import re
import shutil
from pathlib import Path

from ivr.site import shipped
from tests.check.proof.small import BESIDE

FLOW = """\
start: ask
fallback_office: headquarters
fallback_agreed: 2026-11-20
choice: choice
place_choice: choice
"yes": sales
"no": sales
office_name: office_name
shared_line: {before_ring: reception, with_number: reception, whisper: reception}
defaults:
  person: ring_reception
  lost: ring_reception
  too_long: ring_reception
  last: number
  error: ring_reception
  silence: silence
  misheard: silence
  offer_fallback: offer
  help: help
nodes:
  ask:
    kind: choose
    choices:
      - {key: "1", label: sales, to: ring_sales}
    menu: [welcome, choices, offer]
  ring_sales:
    kind: ring
    office: headquarters
    completed: goodbye
    busy: ring_reception
    no_answer: ring_reception
    failed: ring_reception
    canceled: goodbye
  ring_reception:
    kind: ring
    office: fallback
    says: [reception]
    completed: goodbye
    busy: number
    no_answer: number
    failed: number
    canceled: goodbye
  number: {kind: end, says: [number]}
  goodbye: {kind: end, says: [goodbye]}
"""
PROMPTS = """\
voice: {language: ja-JP, name: Polly.Kazuha-Neural}
prompts:
  welcome: {text: お電話ありがとうございます。, kana: おでんわありがとうございます。}
  choices: {text: "{choices}", kana: "{choices}"}
  choice: {text: "{label}は、{key}。", kana: "{label}は、{key}。"}
  office_name: {text: "{prefecture}の、{service}", kana: "{prefecture}の、{service}"}
  sales: {text: 営業, kana: えいぎょう}
  offer: {text: 受付は、ゼロ。, kana: うけつけは、ゼロ。}
  silence: {text: もう一度うかがいます。, kana: もういちどうかがいます。}
  help: {text: 営業か受付におつなぎします。, kana: えいぎょうかうけつけにおつなぎします。}
  reception: {text: 受付におつなぎします。, kana: うけつけにおつなぎします。}
  number: {text: "受付の番号は、{number}です。", kana: "うけつけのばんごうは、{number}です。"}
  goodbye: {text: ありがとうございました。, kana: ありがとうございました。}
"""


def write_site(root: Path) -> None:
    """Write the site to the folder *root*."""
    shutil.copytree(shipped() / "data", root / "data", ignore=BESIDE, dirs_exist_ok=True)
    (root / "prompts").mkdir()
    meanings = root / "data/meanings.yaml"
    without_questions = re.sub(r"(?ms)^questions:\n.*?(?=^\S)", "", meanings.read_text(encoding="utf-8"))
    meanings.write_text(without_questions, encoding="utf-8")
    (root / "data/flow.yaml").write_text(FLOW, encoding="utf-8")
    (root / "prompts/ja.yaml").write_text(PROMPTS, encoding="utf-8")
