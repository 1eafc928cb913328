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
- `explore`: every state, breadth first, in several processes
- `liveness`: callers who say nothing
- `play`: a call played word for word
- `counterexample`: the shortest call that shows what is broken, also as a script that `ivr test` plays
- `stands`: where the words of an answer stand in the site's files
- `offices`: each office on its own ways
- `report`: the proof as it is told

More calls are explored than there are, and none is missed; so what seems broken is looked for among real calls.
"""

from .report import Broken, Proof, prove

__all__ = ["Broken", "Proof", "prove"]
