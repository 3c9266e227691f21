"""Settings of this archive. What is not said here is as plugins/gongbao/defaults.py says; the README lists all settings."""

import sys
from pathlib import Path

# In this clone the program lies beside the archive; an archive of one's own (gongbao new) has it installed.
if (_program := str(Path(__file__).resolve().parent / "plugins")) not in sys.path:
    sys.path.insert(0, _program)

from gongbao.defaults import *  # noqa: F403

SITENAME = "政府公报文库"
ARCHIVE_DESCRIPTION = "政府公报与公文的开放文库：逐期目录、逐件全文、按文号检索，网上与光盘同样可用。"
