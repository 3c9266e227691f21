"""The built site in a frame: on a port of its own, so that nothing in a text can reach the workbench."""

import functools
import threading
from pathlib import Path

from gongbao.workshop.server import HOST, Handler, Server


class _OwnHost(Handler):
    """Serve the site to those who call it by its own name alone."""

    def send_head(self):  # type: ignore[no-untyped-def]
        """Refuse a name of others that leads to this machine."""
        port = self.server.server_address[1]  # type: ignore[index]
        if self.headers.get("Host") != f"{HOST}:{port}":
            self.send_error(421)
            return None
        return super().send_head()


def serve(folder: Path) -> Server:
    """Serve a folder on a free port of this machine, in a thread; return the server."""
    server = Server((HOST, 0), functools.partial(_OwnHost, directory=str(folder), quiet=True))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
