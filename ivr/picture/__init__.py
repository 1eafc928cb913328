"""The flow as people see it who read no YAML: Mermaid text, and one page that needs nothing but a browser.

`graph_of` takes the flow apart into boxes and arrows, `mermaid` writes them as text, `page` draws them, lists what
callers hear, and prints a key chart and the list of offices. The chart is what the core does when each key is pressed.
"""

from .graph import ANYWHERE, Arrow, Box, Graph, as_data, graph_of
from .mermaid import mermaid
from .page import page

__all__ = ["ANYWHERE", "Arrow", "Box", "Graph", "as_data", "graph_of", "mermaid", "page"]
