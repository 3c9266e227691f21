"""Settings of the published site: pelicanconf.py, and what only the public address needs."""

from pelicanconf import *  # noqa: F403

# The address that readers will use, without a slash at the end: https://www.example.gov.cn/gongbao
# Links in pages stay relative, so that a move to another host or folder breaks none of them.
SITEURL = ""

# The public key (RW…) of minisign; readers check with it that SHA256SUMS is yours. The secret key is never here: the
# variable GONGBAO_MINISIGN_KEY of the environment names its file, GONGBAO_MINISIGN_PASSWORD is its password.
# Empty: the site is not signed.
PUBLIC_KEY = ""

# Where `inv publish --to NAME` brings the site, a line each. Secrets are never here: ssh and git have their own keys, and
# the variable GONGBAO_SSH_KEY of the environment can name another one. limits is what the host takes, where it says so.
#   {"kind": "folder", "path": "/srv/www/gongbao"}         release folders; the web server shows PATH/current
#   {"kind": "rsync", "host": "www@example.gov.cn", "path": "/srv/www/gongbao", "port": 22}     the same, over ssh
#   {"kind": "branch", "remote": "origin", "branch": "gh-pages", "limits": {"total_bytes": 1_000_000_000}}
PUBLISH: dict[str, dict[str, object]] = {}
