"""The proof of a site: it follows every possible call, and shows which claims about all calls do not hold.

The core is pure and finite, so all its calls can be explored. The modules are a stack: each imports only those before
it.

- `lazy`: values that are split only when a step looks at them (narrowing, as in Lazy SmallCheck), so that one step
  covers thousands of calls, in all states that it does not distinguish
- `classes`: prefectures whose offices cannot be told apart form one class, of which two members are enough; the same
  goes for regions
- `state`: the states of a call, as far as its caller could tell them apart; everything else may have any value
- `conditions`: what hours, notices and records may say during a call
- `alphabet`: every kind of answer
- `sentences`: what callers may say, one sentence of each kind
- `step`: what an answer decides, and what is heard and found at the node that it leads to
- `claims`: what must hold for every step, as far as a site's files can break it
- `successors`: everything that may follow an answer in a state, with the claims that it breaks
- `pool`: processes that share the work
- `explore`: every state, breadth first; what must hold for more than one step, and for callers who say nothing
- `player`: a call played word for word; in this way every office is reached by its own routes
- `counterexample`: the shortest call that breaks a claim, also as a script that `ivr test` plays
- `report`: the result as text and as problems, at the words to correct

The exploration covers more calls than can happen, and misses none; whatever it finds broken is then searched for among
real calls.
"""

from .report import Proof, prove

__all__ = ["Proof", "prove"]
