"""Publish to a server with rsync over ssh: the same release folders as on the disk, switched there in one step."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from plugins.workshop import Failure, checksums

from .folder import CURRENT, KEPT, PARTIAL, RELEASES
from .target import Limits, run

# The private key, where ssh does not find it by itself; never in a settings file.
KEY = "GONGBAO_SSH_KEY"
_WAIT = 60.0


class Rsync:
    """A folder of a server that ssh reaches."""

    def __init__(
        self, host: str, path: str, limits: Limits, port: int = 22, options: tuple[str, ...] = ()
    ) -> None:
        if host.startswith("-") or not path.startswith("/"):
            raise Failure(
                f"PUBLISH: {host}:{path} is no place on a server — write user@host and a path from /"
            )
        self.host, self.path, self.limits = host, path.rstrip("/"), limits
        self.ssh = ["ssh", "-p", str(port), "-o", "BatchMode=yes", "-o", "ConnectTimeout=15"]
        self.ssh += ["-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4"]
        for option in options:
            self.ssh += ["-o", option]
        if key := os.environ.get(KEY):
            self.ssh += ["-o", "IdentitiesOnly=yes", "-i", key]

    def held(self) -> Mapping[str, str]:
        """Return the sums of the release that is shown."""
        sums = shlex.quote(f"{self.path}/{CURRENT}/{checksums.NAME}")
        text = self._there(f"if [ -f {sums} ]; then cat {sums}; fi", "reading what is published")
        return checksums.read(text.encode(), self.host)

    def send(self, site: Path) -> None:
        """Send a new release beside the others, then switch; an interrupted sending goes on where it stopped."""
        place = shlex.quote(self.path)
        current = self._there(
            f"mkdir -p {place}/{RELEASES}/{PARTIAL} && cd {place} && readlink {CURRENT} || true",
            "making the folder",
        ).strip()
        command = ["rsync", "-r", "--checksum", "--delete", "--chmod=D755,F644", "--exclude=/.git"]
        command += ["--timeout=60", "--protect-args", "-e", shlex.join(self.ssh)]
        if current:
            command.append(f"--link-dest={self.path}/{current}")
        command += [f"{site}/", f"{self.host}:{self.path}/{RELEASES}/{PARTIAL}/"]
        run(command, f"sending to {self.host}")
        self._there(_SWITCH.format(place=place, kept=KEPT), "switching to the new release")

    def roll_back(self) -> str:
        """Show the release before the one that is shown."""
        said = self._there(_ROLL_BACK.format(place=shlex.quote(self.path)), "rolling back").strip()
        if not said:
            raise Failure(f"{self.host}:{self.path} holds no release before the one that is shown")
        return said

    def _there(self, script: str, what: str) -> str:
        return run([*self.ssh, self.host, script], f"{self.host}, {what}", timeout=_WAIT)


# `mv -T` over a link is one step, unlike `ln -sf`, which removes it first.
_SWITCH = f"""set -e
cd {{place}}
if [ -e {CURRENT} ] && [ ! -L {CURRENT} ]; then echo "Permission denied: {CURRENT} is no link" >&2; exit 1; fi
last=$(ls {RELEASES} | grep -E '^[0-9]+$' | sort | tail -n 1)
next=$(printf '%06d' $(( $(echo "$last" | sed 's/^0*//;s/^$/0/') + 1 )))
mv {RELEASES}/{PARTIAL} {RELEASES}/$next
ln -sfn {RELEASES}/$next {CURRENT}.new
mv -T {CURRENT}.new {CURRENT}
ls {RELEASES} | grep -E '^[0-9]+$' | sort | head -n -{{kept}} | while read old; do
  rm -rf "{RELEASES}/$old"
done
"""
_ROLL_BACK = f"""set -e
cd {{place}}
now=$(basename "$(readlink {CURRENT})")
before=$(ls {RELEASES} | grep -E '^[0-9]+$' | sort | awk -v now="$now" '$0 < now' | tail -n 1)
if [ -n "$before" ]; then
  ln -sfn {RELEASES}/$before {CURRENT}.new
  mv -T {CURRENT}.new {CURRENT}
  echo "$before"
fi
"""
