"""The engine that recognises characters: finds the lines of a picture, and reads them with the doubt it has of each sign."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
# A line by itself: lines of unlike lengths read together are padded to the longest, which takes time and memory.
_BATCH = 1
# Lines are looked for in a picture no larger than this, in pixels of its longer side. Memory grows with it: 1760 takes a
# fifth less, but then boxes are a little off, and brackets of numbers were lost.
_LONGEST = 2000
# No recognised sign is as sure as one that a file names.
_SUREST = 0.999


@dataclass(frozen=True)
class Sign:
    """A recognised character: where its middle stands, as a fraction of its line, and how sure the engine is (0 … 1)."""

    text: str
    at: float
    sure: float


@cache
def version() -> str:
    """Return what the results depend on besides the picture: the programs that carry the models."""
    return " ".join(f"{name} {metadata.version(name)}" for name in ("rapidocr", "onnxruntime"))


class Engine:
    """The models, loaded once in a process; threads: how many of them one picture may use."""

    def __init__(self, threads: int) -> None:
        # What runs the models would tell its maker of each run (onnxruntime 1.32 and newer, on Linux too), and keep a number
        # for that among the temporary files. It looks at this when it is loaded.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        from rapidocr import RapidOCR  # noqa: PLC0415 - takes half a second

        cv2.setNumThreads(threads)
        self._engine = RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.return_word_box": True,
                "Global.max_side_len": _LONGEST,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Rec.rec_batch_num": _BATCH,
            }
        )

    def lines(self, picture: Picture) -> NDArray[np.float32]:
        """Return the four corners of each line of text, from the left upper one on: shape (lines, 4, 2), in pixels."""
        found: Any = self._engine(picture, use_det=True, use_cls=False, use_rec=False)
        boxes = found.boxes
        return np.zeros((0, 4, 2), np.float32) if boxes is None else np.asarray(boxes, np.float32)

    def read(self, crops: Sequence[Picture]) -> list[list[Sign]]:
        """Return the signs of each line; crops: pictures of single lines, level, in colour."""
        if not crops:
            return []
        self._engine.return_word_box = True
        result: Any = self._engine.recognize_txt(list(crops))
        return [_signs(text, info) for text, info in zip(result.txts, result.word_results, strict=True)]


def _signs(text: str, info: Any) -> list[Sign]:
    """Return the signs of a line in order; blanks that the engine saw are among them."""
    length = max(info.line_txt_len, 1.0)
    columns = iter([column for word in info.word_cols for column in word])
    signs: list[Sign] = []
    at = 0.0
    for char, sure in zip(text, info.confs, strict=False):
        at = at if char.isspace() else min((next(columns, at * length) + 0.5) / length, 1.0)
        signs.append(Sign(char, at, min(float(sure), _SUREST)))
    return signs
