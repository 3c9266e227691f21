"""Settings of the published site: pelicanconf.py, and what only the public address needs."""

from pelicanconf import *  # noqa: F403

# The address that readers will use, without a slash at the end: https://www.example.gov.cn/gongbao
# Links in pages stay relative, so that a move to another host or folder breaks none of them.
SITEURL = ""

# The public key (RW…) of minisign; readers check with it that SHA256SUMS is yours. The secret key is never here: the
# variable GONGBAO_MINISIGN_KEY of the environment names its file, GONGBAO_MINISIGN_PASSWORD is its password.
# Empty: the site is not signed.
PUBLIC_KEY = ""

# Where `inv publish --to NAME` brings the site, a line each; docs/hosting.md says more. Secrets are never here: ssh and git
# have their own keys, and variables of the environment name others (GONGBAO_SSH_KEY; AWS_ACCESS_KEY_ID and
# AWS_SECRET_ACCESS_KEY). limits is what the host takes, where it says so.
#   {"kind": "folder", "path": "/srv/www/gongbao"}         release folders; the web server shows PATH/current
#   {"kind": "rsync", "host": "www@example.gov.cn", "path": "/srv/www/gongbao", "port": 22}     the same, over ssh
#       both: "precompress": True       a .gz and a .br beside every text, for servers that send them as they are
#   {"kind": "branch", "remote": "origin", "branch": "gh-pages", "limits": {"total_bytes": 1_000_000_000}}
#   {"kind": "s3", "bucket": "gongbao", "endpoint": "https://s3.oss-cn-beijing.aliyuncs.com", "addressing": "virtual", "signature": "v2"}
#       storage; also "region", "prefix": "gongbao/", "gzip": True (pages, styles and scripts are stored packed)
PUBLISH: dict[str, dict[str, object]] = {}
