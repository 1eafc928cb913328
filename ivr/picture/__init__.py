"""Pictures of a flow for people who do not read YAML: Mermaid text, and an HTML page in one file.

`graph_of` turns the flow into boxes and arrows, and `mermaid` writes them as text. `page.page` draws them, lists what
callers hear, and adds the key chart and the list of offices. The chart is made by pressing the keys in the core. The
page is imported from its own module, so that a service, which only names nodes as the graph does, starts without it.
"""

from .graph import ANYWHERE, Arrow, Box, Graph, as_data, graph_of
from .mermaid import mermaid

__all__ = ["ANYWHERE", "Arrow", "Box", "Graph", "as_data", "graph_of", "mermaid"]
