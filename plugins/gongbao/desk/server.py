"""Start the workbench, open the browser at it, and end it when nobody looks at it any more."""

import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import closing

from gongbao import atomic, places
from gongbao.messages import _, language, speaking
from gongbao.workshop import Failure

from .place import Place, of_settings

HOST = "127.0.0.1"
PORT = 8765
# A page that is open asks every twenty seconds. Browsers let hidden pages ask only once a minute, and laptops sleep.
IDLE = 30 * 60
MISSING = "starlette, uvicorn"


def run(port: int = PORT, browser: bool = True) -> None:
    """Serve the workbench of this archive until Ctrl-C, or until its page was closed for half an hour."""
    try:
        import uvicorn  # noqa: F401, PLC0415 - an optional package

        from .app import application  # noqa: F401, PLC0415
    except ModuleNotFoundError as error:
        raise Failure(
            _(
                "the workbench needs {package}, which is not installed — run: {command}",
                package=error.name or MISSING,
                command=places.install("desk"),
            )
        ) from None
    from . import instances  # noqa: PLC0415

    place = of_settings()
    with instances.only_one(place.cache) as is_only:
        if not is_only:
            _open_the_other(instances.address_of(place.cache, HOST), browser)
            return
        _serve(place, port, browser)


def _open_the_other(address: str, browser: bool) -> None:
    """Open the workbench that runs already."""
    if not address:
        raise Failure(_("the workbench of this archive is just starting or ending — try again"))
    print(_("The workbench runs already; here it is: {address}", address=address), flush=True)
    if browser:
        webbrowser.open(address)


def _serve(place: Place, port: int, browser: bool) -> None:
    import uvicorn  # noqa: PLC0415

    from . import guard, instances, site  # noqa: PLC0415
    from .app import application  # noqa: PLC0415

    keys = guard.Keys(place.cache / instances.KEYS)
    listening, port = _listen(port)
    keys.clear()
    instances.note(place.cache, port)
    hosts = (f"{HOST}:{port}", f"localhost:{port}")
    place.output.mkdir(parents=True, exist_ok=True)
    threading.Thread(target=atomic.clear, args=(place.content,), daemon=True).start()
    shown = site.serve(place.output)
    app = application(place, hosts, keys, f"http://{HOST}:{shown.server_address[1]}")
    server = uvicorn.Server(
        # What it says of requests that no browser sends is for who programs with it; faults are told by the application.
        uvicorn.Config(app, log_level="critical", access_log=False, server_header=False, lifespan="off")
    )

    spoken = language()

    def stop() -> None:
        server.should_exit = True

    # Uvicorn ends at SIGTERM, and then hands the signal on: the session is closed first.
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda _signal, _frame: stop())
    address = f"http://{hosts[0]}/?{guard.KEY}={keys.new()}"
    print(_("The workbench is at {address}", address=address))
    print(_("Ctrl-C ends it; it ends by itself when its page was closed for half an hour."), flush=True)
    at = app.state.desk

    def idle() -> float:
        with speaking(spoken):
            at.rest()
        return float(time.monotonic() - at.asked)

    _watch(idle, stop)
    if browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    with closing(app.state.desk), shown:
        server.run(sockets=[listening])


def _listen(port: int) -> tuple[socket.socket, int]:
    """Listen at a port of this machine, or at the next free one."""
    for candidate in [*range(port, min(port + 20, 65536)), 0]:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, candidate))
            listening.listen(64)
        except OSError:
            listening.close()
            continue
        return listening, int(listening.getsockname()[1])
    raise Failure(_("no port is free — end a program that serves something"))


def _watch(
    idle: Callable[[], float], stop: Callable[[], None], limit: float = IDLE, every: float = 15
) -> None:
    """Stop when nobody has asked for long."""

    def watching() -> None:
        while idle() < limit:
            time.sleep(every)
        stop()

    threading.Thread(target=watching, daemon=True).start()
