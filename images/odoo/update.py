"""Updates a copy of a tenant's database with this image's Odoo, and tries whether Odoo answers on it.

Runs beside `images/backup`'s command `upgrade`, which makes the copy, judges it and renames it. The two talk through
small files in a folder that both see (`images/backup/src/upgrade/handshake.ts` is the other side): `order` says what to
do, `answer` is the exit code, `verdict` is what this container, and with it the Job, ends with.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

# Seconds.
LOOK = 0.2
ORDER_COMES = 2 * 3600
VERDICT_COMES = 900
ODOO_ANSWERS = 600
ODOO_LEAVES = 30

TRY_AGAIN = 75  # sysexits.h: a temporary failure

# One process that does nothing but what it is told. Limits are for serving people, not for an update, and sessions need no
# cache and no pooler here.
ALONE = ["--workers=0", "--max-cron-threads=0", "--limit-memory-hard=0", "--limit-time-real=0", "--load=base,rpc,web"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--handshake", type=Path, required=True, help="folder that both containers see")
    parser.add_argument("--modules", required=True, help="modules that must be installed, joined by commas")
    parser.add_argument("--port", type=int, default=8069, help="where Odoo is tried, on loopback")
    given = parser.parse_args()
    if not wait_for(given.handshake, ["order", "verdict"], ORDER_COMES):
        return TRY_AGAIN
    if not (given.handshake / "verdict").exists():
        order = json.loads((given.handshake / "order").read_text())
        code = update(order, given.modules, given.port)
        write(given.handshake / "answer", str(code))
        if not wait_for(given.handshake, ["verdict"], VERDICT_COMES):
            return TRY_AGAIN
    return int((given.handshake / "verdict").read_text())


def update(order: dict, modules: str, port: int) -> int:
    """Returns the exit code of the first step that fails, or 0."""
    database = order["database"]
    odoo = ["odoo", f"--database={database}", f"--db-filter=^{database}$", *ALONE]
    once = [*odoo, "--no-http", "--stop-after-init"]
    configuration = os.environ.get("ODOO_RC", "/etc/odoo/odoo.conf")
    changed = [sys.executable, "-m", "click_odoo_contrib.update", f"--config={configuration}", f"--database={database}"]
    steps = [[*once, f"--init=base,{modules}"]] if order["fresh"] else [changed, [*once, f"--init={modules}"]]
    if order["neutralize"]:
        # First: not even a module's migration may reach a customer.
        steps = [["odoo", "neutralize", f"--database={database}"], *steps]
    for step in steps:
        print("runs", " ".join(step), flush=True)
        code = subprocess.run(step, check=False).returncode
        if code != 0:
            return code if code > 0 else 128 - code
    return 0 if answers(odoo, port) else 1


def answers(odoo: list[str], port: int) -> bool:
    """Whether Odoo opens the database with the new code and shows its door."""
    server = subprocess.Popen([*odoo, "--http-interface=127.0.0.1", f"--http-port={port}"])
    try:
        until = time.monotonic() + ODOO_ANSWERS
        while time.monotonic() < until and server.poll() is None:
            if status(f"http://127.0.0.1:{port}/web/health?db_server_status=1") == 200:
                found = status(f"http://127.0.0.1:{port}/web/login")
                print(f"Odoo answers its login page with {found}", flush=True)
                return found == 200
            time.sleep(LOOK)
        print("Odoo did not answer", flush=True)
        return False
    finally:
        server.terminate()
        try:
            server.wait(ODOO_LEAVES)
        except subprocess.TimeoutExpired:
            server.kill()


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_for(folder: Path, names: list[str], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if any((folder / name).exists() for name in names):
            return True
        time.sleep(LOOK)
    return False


def write(path: Path, text: str) -> None:
    """Whole or not at all: the other side may look at any moment."""
    part = path.with_suffix(".part")
    part.write_text(text)
    part.rename(path)


if __name__ == "__main__":
    sys.exit(main())
