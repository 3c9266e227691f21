"""The built site in a frame: on a port of its own, so that nothing in a text can reach the workbench."""

import functools
import threading
from pathlib import Path

from gongbao.workshop.server import HOST, Handler, Server


def serve(folder: Path) -> Server:
    """Serve a folder on a free port of this machine, in a thread; return the server."""
    server = Server((HOST, 0), functools.partial(Handler, directory=str(folder), quiet=True))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
