"""The minisign signature of SHA256SUMS: made when the environment names a secret key, checked with the public one."""

import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import Any

from gongbao import places
from gongbao.messages import _, reason

from . import Failure

NAME = "SHA256SUMS.minisig"
# The file of the secret key, and its password if it has one; never in a settings file.
SECRET_KEY, PASSWORD = "GONGBAO_MINISIGN_KEY", "GONGBAO_MINISIGN_PASSWORD"
# Without the time of signing that minisign itself would put here: the same site gives the same bytes.
_COMMENT = "file:SHA256SUMS\thashed"


class Wrong(Exception):
    """A signature that was not made over these sums with this key; str() says what is wrong with it."""


def ready() -> bool:
    """Tell whether what is built gets a signature; refuse a key that cannot sign before the long work begins."""
    path = os.environ.get(SECRET_KEY)
    if path:
        _secret(path, os.environ.get(PASSWORD, ""))
    return bool(path)


def sign(folder: Path) -> None:
    """Sign the sums of a folder; without a key, take away a signature of other sums."""
    target = folder / NAME
    if not ready():
        target.unlink(missing_ok=True)
        return
    key = _secret(os.environ[SECRET_KEY], os.environ.get(PASSWORD, ""))
    made = key.sign((folder / "SHA256SUMS").read_bytes(), trusted_comment=_COMMENT)
    target.write_bytes(bytes(made) + b"\n")


def check(sums: bytes, signature: bytes, key: str) -> None:
    """Raise Wrong unless the signature was made over these sums with the secret half of this public key."""
    minisign = _minisign()
    public = public_key(key)
    try:
        made = minisign.Signature.from_bytes(signature)
        public.verify(sums, made)
    except minisign.ParseError as error:
        raise Wrong(_("it is no minisign signature ({error})", error=error)) from error
    except minisign.VerifyError as error:
        if "key identifiers" in str(error):
            raise Wrong(_("it was made with another key")) from error
        raise Wrong(_("the list or the signature was changed")) from error


def public_key(given: str) -> Any:
    """Read a public key: the text that begins with RW, or the path of the file that holds it."""
    minisign = _minisign()
    try:
        if Path(given).is_file():
            return minisign.PublicKey.from_file(given)
        return minisign.PublicKey.from_base64(given)
    except (minisign.ParseError, OSError) as error:
        raise Failure(
            _(
                "{given!r} is no minisign public key ({error}) — give its file, or the text that begins "
                "with RW",
                given=given,
                error=error,
            )
        ) from error


def made_with(key: str) -> bool:
    """Tell whether the secret key of the environment is the other half of this public key."""
    secret = _secret(os.environ[SECRET_KEY], os.environ.get(PASSWORD, ""))
    return bool(secret.get_public_key() == public_key(key))


# Opening a key with a password takes seconds and a gigabyte by design, and `inv offline` signs many sites.
@cache
def _secret(path: str, password: str) -> Any:
    minisign = _minisign()
    try:
        key = minisign.SecretKey.from_file(path)
        if key.is_encrypted() and not password:
            raise Failure(
                _("{path}: the key has a password — put it into {variable}", path=path, variable=PASSWORD)
            )
        key.decrypt(password)
    except OSError as error:
        raise Failure(
            _(
                "{variable}={path}: {reason} — name the file of the secret key",
                variable=SECRET_KEY,
                path=path,
                reason=reason(error),
            )
        ) from error
    except minisign.ParseError as error:
        raise Failure(
            _(
                "{path} is no minisign secret key ({error}) — make one with `minisign -G`",
                path=path,
                error=error,
            )
        ) from error
    except minisign.Error as error:
        raise Failure(
            _("{path}: {error} — see {variable}", path=path, error=error, variable=PASSWORD)
        ) from error
    return key


def _minisign() -> Any:
    if importlib.util.find_spec("minisign") is None:
        raise Failure(
            _(
                "signatures need py-minisign, which is not installed — run: {install}",
                install=places.install("publish"),
            )
        )
    import minisign  # noqa: PLC0415 - an extra that a build does without

    return minisign
