"""Read what only office programs read (.doc .wps .rtf .odt .xls .et .ods), by turning it into docx or xlsx first."""

from .convert import Hindered, as_modern, convert, prepare
from .start import Job

__all__ = ["Hindered", "Job", "as_modern", "convert", "prepare"]
