"""Random calls, each of which must end with a ring, a number, or by the caller's own choice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ivr.call import Plan
from ivr.simulator import SimulatedCall
from ivr.simulator.carrier import CALLED, CALLER
from ivr.simulator.transcript import Disconnected, Requested
from ivr.speech import number_texts
from ivr.testcall import Chance, Target
from ivr.translation import _

NOISE = (
    "もしもし",
    "えーと",
    "あー、すみません、ちょっと待ってください",
    "はい、いいえ、はい",
    "テレビの音がします。きょうの天気は、晴れのち曇りです",
    "〒460-0008",
    "ゼロゴーニー",
    "hello, can I speak to somebody",
    "★☆※！？",
    "💴",
    "あ" * 300,
)
"""Texts that no word list has."""

_LEFT = 20
"""Answers that a call may give beyond those after which it is handed over: to hear a number, and to say goodbye."""
_FEW = 500
"""Documents after which the carrier itself gives up: the bound for a service whose flow is not known."""


@dataclass(frozen=True, slots=True)
class RandomCall:
    """The random call of one *seed*; *wrong* says what is wrong with it, "" if nothing is."""

    seed: int
    call: SimulatedCall
    wrong: str


def random_calls(target: Target, seeds: Iterable[int]) -> Iterator[RandomCall]:
    """Make a call for each of *seeds*, always the same one for the same seed."""
    plan = target.plan
    said = phrases(plan) if plan else NOISE
    for seed in seeds:
        caller = Chance(seed, said)
        carrier = target.carrier(f"chance/{seed}")
        call = target.connect(carrier, (CALLER, CALLED), target.began(None), caller.desk).play(caller)
        yield RandomCall(seed, call, "; ".join(_wrongs(call, plan)))


def phrases(plan: Plan) -> tuple[str, ...]:
    """Return what a random caller may say: each word that *plan* knows, each place and service, and noise."""
    said = [(*plan.meanings.said_for(id_), *one.examples) for id_, one in plan.meanings.by_id.items()]
    words = [*(word for row in said for word in row), *plan.keys]
    places = [name for area in plan.places.areas.values() for name in (area.name, area.short)]
    services = [service.name for service in plan.directory.services.values()]
    sentences = [f"{place}の{service}をお願いします" for place in places[::7] for service in services]
    refusals = [f"いいえ、{place}です" for place in places[::11]]
    return (*words, *places, *services, *sentences, *refusals, *NOISE)


def _wrongs(call: SimulatedCall, plan: Plan | None) -> Iterator[str]:
    """Yield what is wrong: no end, an end without ring or number, a stranger's number rung, a carrier warning."""
    answers = sum(
        isinstance(event, Requested) and event.why in ("gather", "redirect", "dial") for event in call.transcript
    )
    most = plan.flow.turns + _LEFT if plan else _FEW
    if answers > most:
        yield _("{answers} answers, more than {most}").format(answers=answers, most=most)
    ended = next(
        (event.by for event in call.transcript if isinstance(event, Disconnected) and event.party == "caller"), "nobody"
    )
    if ended not in ("caller", "service"):
        yield _("ended by {ended}").format(ended=ended)
    if plan is None:
        return
    own = {office.e164 for office in plan.directory}
    if strangers := sorted(set(call.dialled) - own):
        yield _("rang {strangers}, not in the directory").format(strangers=", ".join(strangers))
    said = call.said
    number_read = any(text in said for office in plan.directory for text in number_texts(office.number))
    if not (call.dialled or number_read or ended == "caller" or _declined(plan, said)):
        yield _("ended with no office rung and no number read out")
    yield from call.complaints


def _declined(plan: Plan, said: str) -> bool:
    """Return whether the caller wanted no connection: *said* has a sentence that no other caller hears."""
    nodes = (plan.flow.defaults.stop, plan.flow.defaults.wrong_number)
    names = [prompt for name in nodes if name for prompt in getattr(plan.flow.nodes[name], "says", ())]
    heard = (plan.speaks(language).prompts[name].text for language in plan.languages for name in names)
    return any(text in said for text in heard)
