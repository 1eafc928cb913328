"""HTML pages that are complete in one file: their templates, and the scripts and styles inside them."""

from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from .translation import _


def environment(package: str) -> Environment:
    """Return the template environment of *package*; templates translate with `_`."""
    templates = Environment(
        loader=PackageLoader(package), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.globals["_"] = _
    return templates


def static(package: str, name: str) -> Markup:
    """Return the file *name* in the folder ``static`` of *package*, for inclusion in a page unescaped."""
    text = (resources.files(package) / "static" / name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - our own file
