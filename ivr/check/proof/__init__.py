"""The proof of a site: every call that it can have is walked; what must hold of every call holds, or is shown broken.

The core is pure and finite, so it can be walked. A call stands at a *place* (`places`): what its caller could tell.
Prefectures whose offices nothing tells apart are one *class* there, of which two members are enough. All else in a call
may have any value; a step is taken with *watched* values (`watched`), and splits them only by what it looks at, so one
step stands for thousands. From each place every kind of answer (`answers`, `sentences`) is given in every world
(`worlds`), and what follows (`follow`, in the halves of `steps`) must keep every *claim* (`claims`, and of whole calls
`walk` and `quiet`). So more calls are walked than there are, and none is missed. What seems broken is then looked for
among real calls, played word for word (`play`), until a shortest one shows it (`witness`), which is written as a
scripted call (`script`). What remains is literal: each office on its own ways (`offices`).
"""

from .report import Broken, Proof, prove

__all__ = ["Broken", "Proof", "prove"]
