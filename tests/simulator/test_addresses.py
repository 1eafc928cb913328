"""What a URL's fragment asks of the connection."""

from ivr.simulator.http.addresses import Overrides, overrides

TABLE = {
    "": Overrides(connect=5, read=15, total=15, retries=1, on=frozenset({"ct"})),
    "ct=1500&rt=4000&tt=9000": Overrides(connect=1.5, read=4, total=9),
    "ct=50&rt=99&tt=0": Overrides(connect=0.1, read=0.1, total=0.1),
    "ct=99999&rt=99999&tt=99999": Overrides(connect=10, read=15, total=15),
    "ct=soon": Overrides(connect=10),
    "rc=3": Overrides(retries=3),
    "rc=0": Overrides(retries=0),
    "rc=99": Overrides(retries=5),
    "rc=often": Overrides(retries=1),
    "rp=ct,rt": Overrides(on=frozenset({"ct", "rt"})),
    "rp=all": Overrides(on=frozenset({"ct", "rt", "4xx", "5xx"})),
    "rp=often": Overrides(fault=11243),
    "e=tokyo": Overrides(),
    "e=tokyo-ix": Overrides(),
    "e=nagoya": Overrides(fault=11240),
    "sni=n&section-2": Overrides(),
}


def test_each_key_of_the_table() -> None:
    assert {fragment: overrides(fragment) for fragment in TABLE} == TABLE
