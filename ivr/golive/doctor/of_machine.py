"""Points about the machine that serves: its environment, its clock, its disk, its folder, its processes."""

import os
import shutil
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from tempfile import TemporaryFile

from ivr.translation import N_, reason
from ivr.twilio.rest import API

from .circumstances import GIGABYTE, Circumstances
from .diagnosis import Diagnosis, fine, to_do, wrong

MOST_OFF = 5.0
"""Seconds that the clock may be off, the way there and back counted."""


def environment(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether the variables can be read, and calls be told from strangers' requests."""
    if circumstances.mistakes:
        return wrong("{mistakes}", mistakes="; ".join(circumstances.mistakes.splitlines()))
    if circumstances.settings.demo:
        return to_do(N_("demo mode: only this machine is answered"), N_("set TWILIO_AUTH_TOKEN and IVR_PUBLIC_URL"))
    if unknown := circumstances.settings.unknown:
        return to_do("{unknown}", N_("correct the name of the variable, or remove it"), unknown="; ".join(unknown))
    return fine(N_("every variable can be read"))


def clock(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether the clock agrees with Twilio's: offices open by it, and calls are dated by it."""
    answer = circumstances.ask(f"{circumstances.stand_in or API}/2010-04-01.json")
    now = datetime.now(UTC)
    try:
        off = (now - parsedate_to_datetime(answer.headers.get("date", ""))).total_seconds()
    except (ValueError, TypeError):  # no date, or one without its zone
        return to_do(N_("Twilio's answer has no date to compare the clock with"))
    if abs(off) > MOST_OFF + answer.seconds:
        do = N_("let it follow a time server (systemd-timesyncd, chrony)")
        return wrong(N_("the clock is {seconds:+.0f} s off, by Twilio's"), do, seconds=off)
    return fine(N_("it agrees with Twilio's"))


def workers(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether more than one process serves."""
    count, cores = circumstances.settings.workers or 1, os.cpu_count() or 1
    if count == 1:
        do = N_("set WEB_CONCURRENCY to 2 or more (this machine has {cores} cores)")
        return to_do(N_("only one process serves: while it restarts, nobody answers"), do, cores=cores)
    return fine(N_("{count} processes on {cores} cores"), count=count, cores=cores)


def disk(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether the disk has room: calls work without it, but nothing is stored."""
    var = circumstances.settings.folder
    there = next(folder for folder in (var, *var.absolute().parents) if folder.exists())
    free, least = shutil.disk_usage(there).free / GIGABYTE, circumstances.least_free / GIGABYTE
    message = N_("{free:.1f} GB free where {var}/ is")
    if free < least:
        return wrong(message, N_("free up space: at least {least:.1f} GB"), free=free, var=var, least=least)
    return fine(message, free=free, var=var)


def var_writable(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether files can be written in the folder IVR_VAR."""
    var = circumstances.settings.folder
    try:
        var.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=var) as file:
            file.write(b"\0")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        message = N_("nothing can be written to {folder}: {why}")
        do = N_("make the service's user its owner, and start the doctor in the service's folder")
        return wrong(message, do, folder=var.absolute(), why=reason(error))
    return fine(N_("{var} can be written to"), var=var.absolute())
