"""The proof of a site: every call that it can have is walked; what must hold of every call holds, or is shown broken.

The core is pure and finite, so its calls can be explored. One straight stack, each module imports only those before it:

- `lazy`: lazily split values (narrowing, as in Lazy SmallCheck), so that one step stands for thousands of calls, at all
  states that it does not tell apart
- `state`: where a call stands, as far as its caller could tell; all else may have any value;
  prefectures whose offices nothing tells apart are one class, of which two members are enough, and so are regions
- `world`: what hours, notices and records may say meanwhile
- `alphabet`: every kind of answer
- `step`: what an answer decides, and what is heard and found at the node that it leads to
- `claims`: what must hold of every step, as far as a site's files can break it
- `successors`: all that may follow an answer at a state, with the claims that it breaks
- `pool`: processes that share a work
- `explore`: every state, breadth first; and what must hold of more than one step, also where the caller says nothing
- `player`: a call played word for word; and so each office on its own ways
- `counterexample`: the shortest call that shows what is broken, also as a script that `ivr test` plays
- `report`: the proof as it is told, at the words that are to be mended

More calls are explored than there are, and none is missed; so what seems broken is looked for among real calls.
"""

from .counterexample import Broken
from .report import Proof, prove

__all__ = ["Broken", "Proof", "prove"]
