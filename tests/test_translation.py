from ivr.translation import _


def test_a_message_without_translation_stays_as_it_is_written() -> None:
    assert _("no node is called {name}").format(name="ask") == "no node is called ask"
