"""The process that makes pages (`python -m gongbao.workshop.page_maker`): `generate`, loaded without a look for rubbish.

What a program loads is all of use, and to look it through again and again takes a tenth of the time.
"""

import gc
import sys

# An archive only grows while it is read and written. By its own measure Python would look all of it through for rubbish
# every few pages, which costs a seventh of the time, a thirtieth at each 50,000 things, and a fortieth even at each million;
# of a million it frees 80,000 where pages are made, and next to none where they are collected.
COLLECTING = (4_000_000, 50, 100)

if __name__ == "__main__":
    gc.set_threshold(*COLLECTING)
    from gongbao import streams
    from gongbao.workshop.generate import leave, main

    streams.prepare()
    leave(main(sys.argv[1:]))
