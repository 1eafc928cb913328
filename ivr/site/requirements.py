"""What a flow must have because of its site; for what a site does not have, its flow need not have anything."""

from collections.abc import Iterator

from ivr.call.flow_file import Flow, SharedLine
from ivr.call.nodes import AskPlace, ReadBack, Ring
from ivr.call.postcode import KEY
from ivr.directory import Directory
from ivr.places import Gazetteer
from ivr.strict_yaml.document import Loc
from ivr.strict_yaml.schema import example
from ivr.translation import _

_KEYS = 9
"""Keys of a telephone that can stand for an entry of a menu."""


def missing(flow: Flow, directory: Directory, places: Gazetteer) -> Iterator[tuple[Loc, str]]:
    """Find the keys that *flow* lacks for the site's offices and areas, each with its place and a sentence."""
    shared = next((office for office in directory if office.shared_line), None)
    if shared and flow.shared_line is None:
        message = _(
            'the key "shared_line" is missing: {office} shares its line with another office; write {example}, each the '
            "name of a prompt"
        )
        yield (), message.format(office=shared.printed_name, example=f"shared_line: {example(SharedLine)}")
    unnamed = next((office for office in directory.offices.values() if not office.spoken_name), None)
    if unnamed and flow.office_name is None:
        message = _(
            'the key "office_name" is missing: {office} has no spoken_name, so the name that callers hear is made '
            "from it"
        )
        yield (), message.format(office=unnamed.printed_name)
    for name, node in flow.nodes.items():
        match node:
            case AskPlace():
                yield from ((("nodes", name, *key), message) for key, message in _of_places(node, places))
            case ReadBack() | Ring(office="chosen") if not node.unless.no_office:
                yield from (((("nodes", name)), message) for message in _without_office(directory, places))


def _of_places(node: AskPlace, places: Gazetteer) -> Iterator[tuple[Loc, str]]:
    """Find what the question for the place lacks, or has too much of, for the areas of this site."""
    keys = _KEYS - bool(node.postal)
    if not places.areas:
        yield (), _("this site has no areas to ask for (areas: none in directory.yaml); remove this question")
        return
    if not node.regions and len(places.areas) > keys:
        message = _('the key "regions" is missing: {count} areas are more than the {keys} keys of one menu')
        yield (), message.format(count=len(places.areas), keys=keys)
    for at, entries in (((), node.regions), *((("regions", n), one.areas) for n, one in enumerate(node.regions))):
        if len(entries) > keys:
            message = _("key {key} asks for a postal code here; offer at most {keys} entries, or leave postal out")
            yield at, message.format(key=KEY, keys=keys)
    if any(not region.areas for region in node.regions):
        yield ("regions",), _('the key "areas" is missing in a region')
    if node.regions and not node.region:
        yield (), _('the key "region" is missing: what callers hear when a region was chosen')
    is_part = len(places.areas) < len(places.prefectures) or not set(places.areas) <= set(places.prefectures)
    if is_part and not node.outside:
        yield (), _('the key "outside" is missing: what callers hear about a place outside the areas of this site')
    if is_part and not set(places.areas) <= set(places.prefectures) and not node.wider:
        yield (), _('the key "wider" is missing: what callers hear about a place that holds several areas of this site')


def _without_office(directory: Directory, places: Gazetteer) -> Iterator[str]:
    for service in directory.services.values():
        if service.elsewhere == "none" and not all(directory.office(code, service.id) for code in places.areas):
            message = _('the key "no_office" under "unless" is missing: {service} does not exist in every area')
            yield message.format(service=service.name)
