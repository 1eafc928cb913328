"""nginx with our own text in front of a service, with a certificate that only the tests trust."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ivr.golive.deploy import deploy_text
from tests.waiting import until
from tests.web.process import free_address

PATIENCE = 30


def certificate(folder: Path, host: str, days: int) -> None:
    """Make a certificate for *host* that ends in so many *days*."""
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", str(days), "-subj", f"/CN={host}"]
    command += ["-pkeyopt", "ec_paramgen_curve:P-256", "-addext", f"subjectAltName=DNS:{host}"]
    files = ["-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem"]
    subprocess.run([*command, *files], capture_output=True, check=True)


@contextmanager
def proxy(folder: Path, public_url: str, service: str, secure: str = "", days: int = 90) -> Iterator[str]:
    """Run nginx in *folder* with our text before the *service*, and give the address of its TLS side, *secure*."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    plain, secure, host = free_address(), secure or free_address(), urlsplit(public_url).hostname or ""
    certificate(folder, host, days)
    text = deploy_text("nginx", public_url, int(service.rpartition(":")[2]))
    for old, new in (
        ("listen 80;", f"listen {plain};"),
        ("listen 443 ssl;", f"listen {secure} ssl;"),
        (f"/etc/letsencrypt/live/{host}", str(folder)),
        ("/var/log/nginx/hotline.log", str(folder / "access.log")),
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "hotline.conf").write_text(text, encoding="utf-8")
    folders = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; user root;"
    whole += f"events {{}} http {{ {folders} include {folder}/hotline.conf; }}"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    command = ["nginx", "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in re.sub(r'.*"user" directive.*', "", tested.stderr)
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(secure)
        yield secure
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_for(address: str) -> None:
    host, _, port = address.rpartition(":")

    def answers() -> bool:
        with suppress(OSError), socket.create_connection((host, int(port)), PATIENCE):
            return True
        return False

    until(answers)
