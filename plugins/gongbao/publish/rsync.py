"""Publish to a server with rsync over ssh: the same release folders as on the disk, switched there in one step."""

import os
import shlex
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gongbao.messages import N_, _
from gongbao.workshop import Failure, checksums, signature

from . import copies
from .folder import CURRENT, FORGOTTEN, KEPT, PARTIAL, RELEASES, partial_name
from .target import Limits, files_of, held_sums, run, sums_of

# The private key, where ssh does not find it by itself; never in a settings file.
KEY = "GONGBAO_SSH_KEY"
_WAIT = 60.0
_EXITS = {
    10: N_("the network failed"),
    11: N_("writing there failed — is its disk full?"),
    12: N_("the connection broke"),
    30: N_("the host stopped answering"),
    255: N_("the connection broke"),
}


class Rsync:
    """A folder of a server that ssh reaches."""

    def __init__(
        self,
        host: str,
        path: str,
        limits: Limits,
        port: int = 22,
        options: tuple[str, ...] = (),
        precompress: bool = False,
    ) -> None:
        if host.startswith("-") or not path.startswith("/"):
            raise Failure(
                _(
                    "PUBLISH: {host}:{path} is no place on a server — write user@host and a path from /",
                    host=host,
                    path=path,
                )
            )
        self.host, self.path, self.limits = host, path.rstrip("/"), limits
        self.precompress = precompress
        self.ssh = ["ssh", "-p", str(port), "-o", "BatchMode=yes", "-o", "ConnectTimeout=15"]
        self.ssh += ["-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4"]
        for option in options:
            self.ssh += ["-o", option]
        if key := os.environ.get(KEY):
            self.ssh += ["-o", "IdentitiesOnly=yes", "-i", key]

    def files(self, site: Path) -> Mapping[str, Path]:
        """Return the files of the site, and their precompressed copies if they are asked for."""
        return files_of(site) | self._copies(site)

    def held(self) -> Mapping[str, str]:
        """Return the sums of the release that is shown."""
        script = _HELD.format(current=shlex.quote(f"{self.path}/{CURRENT}"))
        sums, signed, large = self._there(script, _("reading what is published")).split(f"\n{_CUT}\n")
        listed = held_sums(sums.encode(), signed.encode(), self.host)
        return copies.renewed(listed, {"packed": True, "plain": False}.get(large.strip()), self.precompress)

    def send(self, site: Path) -> None:
        """Send a new release beside the others, then switch; an interrupted sending goes on where it stopped."""
        place = shlex.quote(self.path)
        current = self._there(
            f"mkdir -p {place}/{RELEASES}/{partial_name()} && cd {place} && readlink {CURRENT} || true",
            _("making the folder"),
        ).strip()
        command = ["rsync", "-r", "--checksum", "--delete", "--chmod=D755,F644", "--exclude=/.git"]
        command += ["--timeout=60", "--protect-args", "-e", shlex.join(self.ssh)]
        if current:
            command.append(f"--link-dest={self.path}/{current}")
        with tempfile.TemporaryDirectory(prefix="gongbao-copies-") as temporary:
            copies.lay_out(self._copies(site), Path(temporary))
            # Two folders become one there; what is in neither goes.
            command += [f"{site}/", f"{temporary}/", f"{self.host}:{self.path}/{RELEASES}/{partial_name()}/"]
            run(command, _("sending to {host}", host=self.host), exits=_EXITS)
        self._there(
            _SWITCH.format(place=place, kept=KEPT, partial=partial_name()), _("switching to the new release")
        )

    def roll_back(self) -> str:
        """Show the release before the one that is shown."""
        answer = self._there(_ROLL_BACK.format(place=shlex.quote(self.path)), _("rolling back")).strip()
        if not answer:
            raise Failure(
                _(
                    "{host}:{path} holds no release before the one that is shown",
                    host=self.host,
                    path=self.path,
                )
            )
        return answer

    def _copies(self, site: Path) -> dict[str, Path]:
        return copies.of(files_of(site), sums_of(site)) if self.precompress else {}

    def _there(self, script: str, what: str) -> str:
        return run([*self.ssh, self.host, script], f"{self.host}, {what}", timeout=_WAIT)


# What the three parts of the answer are cut at; no line of sums or of a signature is that.
_CUT = "=="
_HELD = f"""cd {{current}} 2>/dev/null && cat {checksums.NAME} 2>/dev/null
printf '\\n{_CUT}\\n'
cd {{current}} 2>/dev/null && cat {signature.NAME} 2>/dev/null
printf '\\n{_CUT}\\n'
large=$(cd {{current}} 2>/dev/null && find . -name '*.html' -size +1024c -print -quit)
if [ -n "$large" ]; then cd {{current}} && if [ -f "$large.br" ]; then echo packed; else echo plain; fi; fi
"""
# `mv -T` over a link is one step, unlike `ln -sf`, which removes it first.
_SWITCH = f"""set -e
cd {{place}}
if [ -e {CURRENT} ] && [ ! -L {CURRENT} ]; then echo "Permission denied: {CURRENT} is no link" >&2; exit 1; fi
last=$(ls {RELEASES} | grep -E '^[0-9]+$' | sort | tail -n 1)
next=$(printf '%06d' $(( $(echo "$last" | sed 's/^0*//;s/^$/0/') + 1 )))
# Where another took this number just now, it fails rather than put one release into the other.
mv -T {RELEASES}/{{partial}} {RELEASES}/$next
ln -sfn {RELEASES}/$next {CURRENT}.new
mv -T {CURRENT}.new {CURRENT}
ls {RELEASES} | grep -E '^[0-9]+$' | sort | head -n -{{kept}} | while read old; do
  rm -rf "{RELEASES}/$old"
done
find {RELEASES} -maxdepth 1 -name '{PARTIAL}*' -mtime +{FORGOTTEN} -exec rm -rf {{{{}}}} +
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
