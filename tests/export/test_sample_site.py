"""The data of the sample archive: schema, JSON-LD, feeds, meta tags, files beside pages."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from gongbao.bulletin import article
from gongbao.export import record
from gongbao.export.jsonld import script
from gongbao.workshop import ROOT
from jsonschema import Draft202012Validator
from lxml import etree

# What schema.org allows on each type that we use (their own and inherited properties).
CREATIVE = {"@context", "@type", "@id", "url", "name", "headline", "alternativeHeadline", "inLanguage", "datePublished", "author", "isPartOf", "citation", "publisher", "hasPart"}  # fmt: skip
ALLOWED = {
    "Legislation": CREATIVE | {"legislationIdentifier", "legislationType", "legislationDate", "legislationPassedBy", "legislationRepeals", "legislationAmends"},
    "Article": CREATIVE | {"articleSection", "pagination"},
    "NewsArticle": CREATIVE | {"articleSection", "pagination"},
    "PublicationIssue": CREATIVE | {"issueNumber"},
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(sample_site: Path) -> dict[str, object]:
    return json.loads((sample_site / "catalogue.json").read_text(encoding="utf-8"))


def json_ld(path: Path) -> list[dict[str, object]]:
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
    return [json.loads(s.string or "") for s in soup.find_all("script", type="application/ld+json")]


def test_the_catalogue_keeps_its_schema(sample_site: Path, catalogue: dict[str, object]) -> None:
    schema = json.loads((sample_site / "catalogue.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    errors = [f"{list(e.path)}: {e.message}" for e in Draft202012Validator(schema).iter_errors(catalogue)]
    assert errors == []


def test_the_schema_knows_exactly_the_fields_of_the_contract(sample_site: Path) -> None:
    schema = json.loads((sample_site / "catalogue.schema.json").read_text(encoding="utf-8"))
    assert tuple(schema["$defs"]["article"]["properties"]) == record.COLUMNS


def test_every_article_of_the_archive_is_in_the_catalogue(
    catalogue: dict[str, list[dict[str, object]]],
) -> None:
    held = {
        p: article.load(p.read_text(encoding="utf-8"))[0]
        for p in (ROOT / "content").rglob("*.md")
        if p.name != "issue.md"
    }
    assert catalogue["count"] == len(held)
    assert sorted(str(r["slug"]) for r in catalogue["articles"]) == sorted(m.slug for m in held.values())


def test_each_article_and_issue_is_described_in_words_of_schema_org(
    sample_site: Path, catalogue: dict[str, list[dict[str, str]]]
) -> None:
    issues = {r["issue_url"] for r in catalogue["articles"] if "issue_url" in r}
    assert issues
    for url in [*(r["url"] for r in catalogue["articles"]), *issues]:
        (data,) = json_ld(sample_site / url)
        assert data["@context"] == "https://schema.org"
        assert set(data) <= ALLOWED[str(data["@type"])], url
        assert all(value not in (None, "", []) for value in data.values())


def test_a_document_says_what_it_repeals(sample_site: Path) -> None:
    (data,) = json_ld(sample_site / "qijiang-gongbao/2018/05/qijiang-fubanfa-2018-34.html")
    assert data["@type"] == "Legislation"
    assert data["legislationIdentifier"] == "綦江府办发〔2018〕34号"
    assert data["legislationRepeals"] == [{"@type": "Legislation", "name": "綦江府办发〔2013〕78号"}]


def test_json_in_a_page_cannot_end_its_element() -> None:
    text = script({"name": "</script><script>alert(1)</script><!-- & \u2028"})
    assert "<" not in text and ">" not in text and "\u2028" not in text
    assert json.loads(text)["name"].startswith("</script>")


def test_every_feed_is_well_formed_and_its_entries_lead_to_pages(sample_site: Path) -> None:
    feeds = sorted((sample_site / "feeds").rglob("*.xml"))
    assert len(feeds) > 10
    for path in feeds:
        root = etree.parse(path).getroot()
        for link in root.iter("{http://www.w3.org/2005/Atom}link"):
            assert (path.parent / link.get("href")).resolve().is_file(), (path, link.get("href"))


def test_each_list_names_its_feed(sample_site: Path) -> None:
    for kind in ("agency", "section", "genre", "year"):
        for page in (sample_site / kind).glob("*.html"):
            if page.name == "index.html":
                continue
            soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
            link = soup.find("link", type="application/atom+xml", title=True)
            assert link is not None
            assert (page.parent / str(link["href"])).resolve().is_file()


def test_beside_each_article_lie_its_data_forms(
    sample_site: Path, catalogue: dict[str, list[dict[str, str]]]
) -> None:
    for r in catalogue["articles"]:
        page = sample_site / r["url"]
        assert page.with_suffix(".json").is_file()
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
        for link in soup.select(".downloads a[download]"):
            assert (page.parent / str(link["href"])).resolve().is_file()


def test_both_tables_of_the_sample_issue_are_there_as_csv(sample_site: Path) -> None:
    rows = [
        len(p.read_text(encoding="utf-8-sig").splitlines())
        for p in sorted((sample_site / "qijiang-gongbao/2018/05").glob("*.csv"))
    ]
    assert sorted(rows) == [11, 14]


def test_meta_tags_say_what_reference_managers_read(sample_site: Path) -> None:
    soup = BeautifulSoup(
        (sample_site / "qijiang-gongbao/2018/05/qijiang-fubanfa-2018-34.html").read_text(encoding="utf-8"),
        "lxml",
    )
    tags = {str(m["name"]): str(m["content"]) for m in soup.find_all("meta", attrs={"name": True})}
    assert tags["citation_journal_title"] == "重庆市綦江区人民政府公报"
    assert tags["citation_issue"] == "5"
    assert tags["citation_publication_date"] == "2018/06/10"
    assert tags["DC.identifier"] == "綦江府办发〔2018〕34号"
    assert tags["DC.date"] == "2018-05-28"


def test_without_an_address_there_is_no_sitemap_to_be_wrong(sample_site: Path) -> None:
    assert not (sample_site / "sitemap.xml").exists()
