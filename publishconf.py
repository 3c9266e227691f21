"""Settings of the published site: pelicanconf.py, and what only the public address needs."""

from pelicanconf import *  # noqa: F403

# The address that readers will use, without a slash at the end: https://www.example.gov.cn/gongbao
# Links in pages stay relative, so that a move to another host or folder breaks none of them.
SITEURL = ""
