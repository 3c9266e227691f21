"""A room of its own for benchmarks that break things: whatever a try leads to, nothing but its temporary folder can be written.

Two campaigns led tries to files of the machine, one by a setting with a path of the system. What values may be tried is no
question of care any more: in a mount namespace (Linux) everything but one temporary folder is read-only, and of the devices
only those that swallow or give bytes are there, and /var/tmp is a
folder of its own, where LibreOffice makes its pipe. Where that cannot be made, nothing is tried.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_INSIDE = "BENCHMARKS_CONFINED"
# $1: the folder that may be written; $2: a folder that may not; then the command.
_SCRIPT = """
work=$1 outside=$2; shift 2
mount --make-rprivate /
mount --bind "$work" "$work"
mount -t tmpfs -o mode=755 devices "$work/dev"
for name in null zero full random urandom tty; do
    [ -e /dev/$name ] && touch "$work/dev/$name" && mount --bind /dev/$name "$work/dev/$name"
done
mkdir "$work/dev/shm"
mount -t tmpfs -o mode=1777 shared "$work/dev/shm"
for name in fd:fd stdin:fd/0 stdout:fd/1 stderr:fd/2; do ln -s /proc/self/${name#*:} "$work/dev/${name%:*}"; done
mount --rbind "$work/dev" /dev
umount -R "$work/dev"
mount -t tmpfs -o mode=1777 pipes /var/tmp
cut -d ' ' -f 5 /proc/self/mountinfo | sort -u | while read -r at; do
    case $at in "$work"|/dev/*|/var/tmp) ;; *) mount -o remount,bind,ro "$at" 2>/dev/null || true ;; esac
done
for at in "$outside" /etc /var /tmp /dev "$HOME"; do
    if touch "$at/confined-$$" 2>/dev/null; then rm -f "$at/confined-$$"; echo "$at can still be written" >&2; exit 3; fi
done
export HOME="$work/home" TMPDIR="$work/tmp" PYTHONPYCACHEPREFIX="$work/compiled"
exec "$@"
"""


def run(name: str, main: Callable[[list[str]], int]) -> int:
    """Run a benchmark's main with the arguments of the command line where it can write its temporary folder alone.

    name: of its module; return its code, or 3 with a line if there is no such place on this machine.
    """
    if _INSIDE in os.environ:
        return main(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="confined-") as work:
        for part in ("dev", "home", "tmp"):
            Path(work, part).mkdir()
        rights = [] if os.geteuid() == 0 else ["--user", "--map-current-user"]
        command = ["unshare", "--mount", *rights, "sh", "-euc", _SCRIPT, "sh", work, str(ROOT)]
        try:
            return subprocess.run(
                [*command, sys.executable, "-m", name, *sys.argv[1:]],
                cwd=ROOT,
                env={**os.environ, _INSIDE: "1"},
                check=False,
            ).returncode
        except FileNotFoundError:
            print(f"{name}: not run: there is no unshare here, so a try might write outside its folder")
            return 3


def _writable(paths: list[str]) -> int:
    """Print which of these files could be written here."""
    for path in paths:
        try:
            with Path(path).open("wb"):
                print(path)
        except OSError:
            continue
    return 0


if __name__ == "__main__":
    sys.exit(run("benchmarks._confined", _writable))
