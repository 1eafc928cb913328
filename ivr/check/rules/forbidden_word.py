"""Nothing is said that the site forbids: words that shame a caller, or promise what the source does not.

The list `forbidden` in words.yaml holds them. People who call are in trouble: they are not told
of 倒産 or 借金, and are promised neither 無料 nor もらえる.

Refuses: the site itself says so.
"""

from collections.abc import Iterator

from ivr.check.site_parts import PROMPTS, WORDS, texts
from ivr.heard.utterance import plain_word
from ivr.site import Problem, Site
from ivr.strict_yaml.document import at
from ivr.translation import _

ID = "forbidden-word"
PATH = PROMPTS
IN_EACH_LANGUAGE = True

GOOD = """\
prompts:
  welcome: {text: 経営の、ご相談です。, kana: けいえいの、ごそうだんです。}
"""

BAD = """\
prompts:
  welcome: {text: 借金の、ご相談です。, kana: しゃっきんの、ごそうだんです。}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the forbidden words in everything that is spoken, however they are written."""
    listed = at(site.documents[WORDS].data, "forbidden")
    written = [word for word in listed if isinstance(word, str)] if isinstance(listed, list) else []
    words = {word: form for word in written if (form := plain_word(word, site.language))}
    for path, loc, *spoken in texts(site):
        said, read = (plain_word(text, site.language) for text in spoken)  # once per word took most of a start
        for word, form in words.items():
            if form in said or form == read:
                message = _(
                    'this site forbids the word "{word}" (forbidden in words.yaml); say it in another way'
                ).format(word=word)
                yield site.problem(path, loc, message, ID)
