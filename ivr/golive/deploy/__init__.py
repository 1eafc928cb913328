"""Configuration that runs the service on a machine: each text with its usual place, and gaps for this machine."""

import shutil
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

PORT = 8000
EXAMPLE = "https://hotline.example.jp"


@dataclass(frozen=True, slots=True)
class DeployText:
    """A text of this folder: its *file*, and the *place* where an operator puts it."""

    file: str
    place: str


TEXTS: dict[str, DeployText] = {
    "systemd": DeployText("hotline.service", "/etc/systemd/system/hotline.service"),
    "socket": DeployText("hotline.socket", "/etc/systemd/system/hotline.socket"),
    "nginx": DeployText("nginx.conf", "/etc/nginx/conf.d/hotline.conf"),
    "alerts": DeployText("alerts.yml", "/etc/prometheus/hotline-alerts.yml"),
}


def deploy_text(name: str, public_url: str = "", port: int = PORT) -> str:
    """Return the text *name* for a service at *public_url* that listens on *port* of its machine."""
    url = urlsplit(public_url or EXAMPLE)
    gaps = {
        "@HOST@": url.hostname or "",
        "@PATH@": f"{url.path}/",
        # Without a path nginx passes a request on unchanged; with one it removes that path.
        "@BEHIND@": "/" if url.path else "",
        "@PORT@": str(port),
        "@IVR@": _own_script(),
    }
    text = files(__package__).joinpath(TEXTS[name].file).read_text(encoding="utf-8")
    for gap, filling in gaps.items():
        text = text.replace(gap, filling)
    return text


def _own_script() -> str:
    """Return the path of the `ivr` command of this environment."""
    beside = Path(sys.executable).parent / "ivr"
    return str(beside) if beside.exists() else shutil.which("ivr") or str(beside)
