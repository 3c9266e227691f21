"""Draw PDFs for tests character by character, as programs lay out Chinese text."""

import io
from pathlib import Path

from gongbao.ingest.model.source import Source
from gongbao.ingest.read import read
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
LEFT, RIGHT, TOP = 79.0, 519.0, 740.0
SENTENCE = "为深入贯彻落实有关工作部署，结合2018年实际（GDP增长8.5%），请各单位认真抓好落实，确保取得实效。"


class Sheet:
    """Pages that are drawn character by character, as a program lays out Chinese text."""

    def __init__(self, encrypt: StandardEncryption | None = None) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._stream = io.BytesIO()
        self.canvas = Canvas(self._stream, pagesize=A4, encrypt=encrypt, invariant=1)

    def put(self, x: float, y: float, text: str, size: float = 16) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)

    def middle(self, y: float, text: str, size: float = 16) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawCentredString((LEFT + RIGHT) / 2, y, text)

    def column(
        self, x: float, y: float, width: float, paragraphs: list[str], size: float = 16, leading: float = 28
    ) -> float:
        """Set paragraphs in full lines, the first one indented by two squares; return where the next line goes."""
        for paragraph in paragraphs:
            at, line, limit = x + 2 * size, "", width - 2 * size
            for char in paragraph:
                if pdfmetrics.stringWidth(line + char, FONT, size) > limit:
                    self.put(at, y, line, size)
                    y, at, line, limit = y - leading, x, "", width
                line += char
            self.put(at, y, line, size)
            y -= leading
        return y

    def grid(self, xs: list[float], ys: list[float]) -> None:
        self.canvas.grid(xs, ys)

    def turn(self) -> None:
        self.canvas.showPage()

    def source(self, tmp_path: Path) -> Source:
        return saved(tmp_path, self.data())

    def data(self) -> bytes:
        self.canvas.save()
        return self._stream.getvalue()


def saved(tmp_path: Path, data: bytes) -> Source:
    file = tmp_path / "公报.pdf"
    file.write_bytes(data)
    return read(file)


def shown(source: Source) -> list[str]:
    """Return the lines that are content; blank ones only part what stands apart."""
    return [line.text for line in source.lines if not line.drop and line.text.strip()]
