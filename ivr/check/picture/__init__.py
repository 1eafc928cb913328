"""The flow as people see it who read no YAML: Mermaid text, and one page that needs nothing but a browser.

`graph_of` takes the flow apart into boxes and arrows, `mermaid` writes them as text, `page` draws them, lists what
callers hear, lets a visitor play a call, and prints the keys and the offices. How a call goes on the page is computed
by the core itself beforehand (`table`); the page only looks it up.
"""

from .graph import ANYWHERE, Arrow, Box, Graph, as_data, graph_of
from .html import page
from .mermaid import mermaid

__all__ = ["ANYWHERE", "Arrow", "Box", "Graph", "as_data", "graph_of", "mermaid", "page"]
