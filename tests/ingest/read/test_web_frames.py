"""Pages in frames and texts in scripts: read where they are at hand, within limits, and nothing is fetched."""

from pathlib import Path

import pytest
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read import read

TEXT = "<p>各乡镇人民政府：</p><p>现将渡口管理的有关事项通知如下，请遵照执行。</p><p>一、渡口应当设置标志，渡船应当配备救生设备。</p>"
PAGE = '<html><meta charset="utf-8"><body><h1>关于渡口管理的通知</h1>{}</body></html>'


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, code in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(code, encoding="utf-8")
    return folder / "a.html"


@pytest.mark.parametrize(
    "files",
    [
        {
            "a.html": PAGE.format('<iframe src="./a_files/saved_resource.html"></iframe>'),
            "a_files/saved_resource.html": f'<meta charset="utf-8">{TEXT}',
        },
        {
            "a.html": '<html><frameset><frame src="menu.htm"><frame src="b/text.htm"></frameset></html>',
            "menu.htm": '<meta charset="utf-8"><a href="/">首页</a>',
            "b/text.htm": PAGE.format(TEXT),
        },
        {"a.html": PAGE.format(f'<iframe srcdoc="{TEXT}"></iframe>')},
        {"a.html": PAGE.format('<iframe src="a.html"></iframe>' + TEXT)},  # shows itself
        {
            "a.html": PAGE.format(
                '<div id="content"></div><script>var x = "{}"</script>'.format(TEXT.replace("</", "<\\/"))
            )
        },
    ],
    ids=["beside", "frameset", "written-in", "itself", "script"],
)
def test_what_a_page_shows_is_read(tmp_path: Path, files: dict[str, str]) -> None:
    kept = [line.text for line in read(written(tmp_path, files)).lines if not line.drop]
    assert kept[:3] == [
        "关于渡口管理的通知",
        "各乡镇人民政府：",
        "现将渡口管理的有关事项通知如下，请遵照执行。",
    ]


@pytest.mark.parametrize(
    "address", ["../text.html", "/etc/hostname", "http://127.0.0.1:9/text.html", "C:\\a"]
)
def test_a_frame_leads_nowhere_else(tmp_path: Path, address: str) -> None:
    (tmp_path / "text.html").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "pages"
    folder.mkdir()
    with pytest.raises(SourceError, match="without a text"):
        read(written(folder, {"a.html": PAGE.format(f'<iframe src="{address}"></iframe>')}))
