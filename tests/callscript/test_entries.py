"""The schema of a script, by which editors complete it."""

from ivr.site.reference import call_schema


def test_editors_know_the_short_forms() -> None:
    schema = call_schema()
    step = schema["$defs"]["StepEntry"]["properties"]

    assert schema["properties"]["steps"]["items"]["anyOf"][0] == {"enum": ["waits", "hangs_up"]}
    assert [form["type"] for form in step["hears"]["anyOf"]] == ["string", "array"]
    assert [form["type"] for form in schema["properties"]["world"]["anyOf"]] == ["string", "array"]
    assert set(step) >= {"hears", "says", "presses", "rings", "ends", "by", "after"}
