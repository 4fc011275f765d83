"""A private PostgreSQL server (Debian's package `postgresql`) in a temporary directory."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INITDB = shutil.which("initdb") or next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))), "")


@contextmanager
def postgres() -> Iterator[str]:
    """A private server on a socket in a temporary directory, run by a user who is not root."""
    if not INITDB:
        raise SystemExit("no initdb: apt-get install postgresql")
    tools = Path(INITDB).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="ziping-pg-", dir="/tmp"))
    who = {"user": "postgres", "group": pwd.getpwnam("postgres").pw_gid} if os.geteuid() == 0 else {}
    if who:
        shutil.chown(folder, "postgres")
    name = "postgres" if who else pwd.getpwuid(os.geteuid()).pw_name
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        [tools / "initdb", "-D", folder / "data", "-A", "trust", "-E", "UTF8"], check=True, **quiet, **who
    )  # type: ignore[call-overload]
    command = [tools / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses="]
    server = subprocess.Popen(command, **quiet, **who)  # type: ignore[call-overload]
    try:
        ready = [tools / "pg_isready", "-q", "-h", folder]
        while subprocess.run(ready, check=False, cwd=folder).returncode:
            assert server.poll() is None, "the server ended"
            time.sleep(0.1)
        yield f"postgresql://{name}@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        shutil.rmtree(folder)
