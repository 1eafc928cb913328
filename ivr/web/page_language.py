"""The language of a page, which is its reader's."""

from werkzeug.wrappers import Request

from ivr.call import Plan
from ivr.translation import LANGUAGES, spoken


def page_language(request: Request, plan: Plan | None = None) -> str:
    """Return one of LANGUAGES: the one that the address asks for with `lang`, else the browser's, else the process's.

    The page of a line whose *plan* speaks no Japanese is in English, where its address does not ask for another. What
    such a page asks for itself says in which language it is.
    """
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        return asked
    if plan and "ja" not in plan.languages:
        return "en"
    return request.accept_languages.best_match(LANGUAGES) or spoken()
