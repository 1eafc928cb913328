"""Tests use the package that they are about, and of every other only what its `__init__.py` exports.

So a package may change inside without a sweep over the tests.
"""

import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
ABOUT = {"places": ("ivr.heard", "ivr.cli.gazetteer", "ivr.cli.locate")}
"""What a folder of tests is about besides the package of its own name."""

FACES = {
    "ivr.call.flow_file": "the whole of a flow",
    "ivr.call.nodes": "the nodes of a flow",
    "ivr.call.state": "a call's stages",
    "ivr.check.diff": "what callers will notice of a change",
    "ivr.check.proof": "the proof",
    "ivr.heard.utterance": "what was heard, in its normal form",
    "ivr.places.postal": "the rules of postal codes",
    "ivr.places.rules": "the rules by which a place is recognised",
    "ivr.simulator.people": "what callers of the carrier hear and do",
    "ivr.simulator.transcript": "what happens in a call of the carrier",
    "ivr.load.load_call": "calls by the thousand as they are made",
    "ivr.load.scenarios": "what the callers of a load want",
    "ivr.simulator.http.addresses": "what the carrier is told of its requests in their addresses",
    "ivr.simulator.http.over_http": "a service elsewhere that it asks",
    "ivr.simulator.http.services": "services that the carrier asks",
    "ivr.site.examples": "prompts with their gaps filled",
    "ivr.site.new": "what a new site is made of",
    "ivr.site.new_texts": "its outline, and the texts that it is made of",
    "ivr.site.recordings": "recordings beside the prompts",
    "ivr.strict_yaml.edit": "a file that is edited, and why it cannot be",
    "ivr.testcall.target": "what is called",
    "ivr.testing.phone": "the telephone of the fixture",
    "ivr.testing.play_scripts": "scripts that are played",
    "ivr.testing.questions": "the questions at which an answer is tried",
    "ivr.testing.random_calls": "calls left to chance",
    "ivr.testing.targets": "services to call",
    "ivr.voice.speaker": "who speaks",
    "ivr.web.log": "the log",
}
"""Modules that are a second face of their package: what each is for."""

INSIDE = {
    ("check/proof/test_claims.py", "ivr.call.moves"),  # breaks the core on purpose
    ("check/sites.py", "ivr.site.directory"),  # reads half a site
    ("check/sites.py", "ivr.strict_yaml.schema"),  # the same
    ("check/test_prompt_rules.py", "ivr.site.flow"),  # which keys name prompts
    ("check/test_prompt_rules.py", "ivr.site.meanings"),  # what the recogniser is told, as the plan makes it
    ("golive/test_twilio_errors.py", "ivr.simulator.twiml.faults"),  # the numbers of errors that the carrier knows
    ("golive/test_doctor.py", "ivr.web.reload.plan_store"),  # plans that are kept
    ("golive/test_doctor.py", "ivr.site.directory_file"),  # a placeholder for a name
    ("golive/test_doctor.py", "ivr.site.twilio_names"),  # the voices that are known
    ("records/test_backup.py", "ivr.golive.backup"),  # of records above all
    ("records/test_backup.py", "ivr.web.reload.plan_store"),  # plans that are kept too
    ("picture/test_chart.py", "ivr.call.ring"),
    ("picture/test_graph.py", "ivr.cli.graph"),
    ("sites/test_examples.py", "ivr.testcall.answer_lines"),  # an answer as a line
    ("testing/test_update.py", "ivr.testcall.differences"),
    ("web/test_alerts.py", "ivr.golive.deploy"),  # the same conditions, as rules of Prometheus
    ("web/test_alerts.py", "ivr.records.shipper"),  # which finds no database
    ("web/test_alerts.py", "ivr.records.status"),  # what the shipper has told
    ("web/test_call_records.py", "ivr.records.events"),  # what a webhook has noted, as the shipper reads it
    ("web/test_call_records.py", "ivr.records.fold"),
    ("web/test_call_records.py", "ivr.records.record"),
    ("web/test_rehearsal.py", "ivr.twilio.address"),  # the mark in an address
}


def looked_into(file: Path) -> Iterator[str]:
    """Yield the inner modules that *file* imports of packages that it is not about."""
    folder, *_ = file.relative_to(TESTS).parts
    about = (f"ivr.{folder}", *ABOUT.get(folder, ()))
    for module in re.findall(r"^ *from (ivr\.\w+\.[\w.]+) import ", file.read_text(encoding="utf-8"), re.MULTILINE):
        if not module.startswith(about):
            yield module


FOLDERS = sorted(file.parent.name for file in TESTS.glob("*/__init__.py") if file.parent.name != "bench")


def test_other_packages_are_seen_by_their_face() -> None:
    found = {
        (str(file.relative_to(TESTS)), module)
        for folder in FOLDERS
        for file in (TESTS / folder).rglob("*.py")
        for module in looked_into(file)
        if module not in FACES
    }

    assert found == INSIDE, "import it from its package, or say in FACES or INSIDE what it is looked into for"
