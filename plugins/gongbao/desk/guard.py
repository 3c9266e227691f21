"""Who may ask: only pages that this server gave, in the browser that was opened for it.

A server on 127.0.0.1 can be reached by every page that the same browser shows. So a request must name this host (a name
of somebody else's that leads to 127.0.0.1 is refused), come from no other site, carry the cookie that the one-time key
was changed for, and, where it changes something, the origin and the token of our own pages.
"""

import hashlib
import hmac
import secrets
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gongbao.messages import _

TOKEN_HEADER, TOKEN_FIELD, KEY = "x-desk-token", "token", "key"
_SAFE = {"GET", "HEAD"}


class Keys:
    """One-time keys: a file for each that is not used yet, named by its hash, in a folder of the owner's alone.

    Files, so that a second `inv desk` can hand out a key to the server that runs already.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self) -> str:
        """Make a key."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = secrets.token_urlsafe(24)
        self._file(key).touch(mode=0o600)
        return key

    def use(self, key: str) -> bool:
        """Tell whether a key is good, and let it be good no more."""
        try:
            self._file(key).unlink()
        except OSError:
            return False
        return True

    def clear(self) -> None:
        """Forget all keys."""
        for path in self._folder.glob("[0-9a-f]" * 64) if self._folder.is_dir() else ():
            path.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self._folder / hashlib.sha256(key.encode()).hexdigest()


class Guard:
    """The middleware around the whole application."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], keys: Keys, frame: str = "") -> None:
        """Guard an application.

        hosts: what a request may call this server ("127.0.0.1:8765"); frame: the origin of the site that is shown.
        """
        self._app, self._hosts, self._keys = app, hosts, keys
        self._session, self._token = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self._cookie = f"gongbao-desk-{hosts[0].rpartition(':')[2]}"
        self._policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
            f"form-action 'self'; frame-src 'self' {frame}; frame-ancestors 'self'; base-uri 'none'"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answer = self._refused(scope) or self._entering(scope)
        if answer is None:
            scope.setdefault("state", {})["token"] = self._token
        await (answer or self._app)(scope, receive, self._with_headers(send))

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host") not in self._hosts:
            return _refusal(_("This address is not that of the workbench."), HTTPStatus.MISDIRECTED_REQUEST)
        if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
            return _refusal(_("Another page asked for this; the workbench answers its own pages only."))
        if scope["method"] in _SAFE:
            return None
        if headers.get("origin") not in {f"http://{host}" for host in self._hosts}:
            return _refusal(_("Another page asked for this; the workbench answers its own pages only."))
        if self._is_known(headers) and not _same(headers.get(TOKEN_HEADER), self._token):
            return _refusal(_("The page is older than the workbench; load it again."))
        return None

    def _entering(self, scope: Scope) -> Response | None:
        """Change a one-time key for the cookie; without either there is no answer."""
        if self._is_known(Headers(scope=scope)):
            return None
        key = parse_qs(scope["query_string"].decode("ascii", "replace")).get(KEY, [""])[0]
        if scope["method"] == "GET" and key and self._keys.use(key):
            answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
            answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict", path="/")
            return answer
        return _refusal(
            _("This address was used already, or is none of the workbench: start it again to get a new one.")
        )

    def _is_known(self, headers: Headers) -> bool:
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return False
        return morsel is not None and _same(morsel.value, self._session)

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return sending


def token_of(request: Request) -> str:
    """Return the token that a page must send with what changes something."""
    return str(request.state.token)


def _same(given: str | None, wanted: str) -> bool:
    return given is not None and hmac.compare_digest(given.encode(), wanted.encode())


def _refusal(text: str, status: int = HTTPStatus.FORBIDDEN) -> Response:
    return Response(text + "\n", status, media_type="text/plain; charset=utf-8")
