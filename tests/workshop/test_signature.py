"""SHA256SUMS is signed as minisign signs it, and a signature that is not the key's own is told.

minisign/ holds a key, a list and its signature, all three made by the minisign program (0.11). The key signs nothing else.
"""

import base64
from pathlib import Path

import minisign
import pytest
from gongbao.workshop import ROOT, Failure, checksums, signature
from gongbao.workshop.build import build

from tests.workshop.test_checksums import flip, zipped

MADE = Path(__file__).parent / "minisign"
KEY, PUBLIC = MADE / "only-for-tests.key", MADE / "only-for-tests.pub"
PUBLIC_TEXT = PUBLIC.read_text().splitlines()[1]


@pytest.fixture
def signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder signed here."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("首页", encoding="utf-8")
    checksums.write(folder)
    monkeypatch.setenv(signature.SECRET_KEY, str(KEY))
    signature.sign(folder)
    monkeypatch.delenv(signature.SECRET_KEY)
    return folder


def test_the_signature_is_the_one_that_minisign_makes(signed: Path) -> None:
    assert (signed / checksums.NAME).read_bytes() == (MADE / checksums.NAME).read_bytes()
    assert (signed / signature.NAME).read_bytes() == (MADE / signature.NAME).read_bytes()


@pytest.mark.parametrize("key", [str(PUBLIC), PUBLIC_TEXT], ids=["file", "text"])
@pytest.mark.parametrize("zip_it", [False, True], ids=["folder", "zip"])
def test_a_good_signature_is_told(
    signed: Path, key: str, zip_it: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    checksums.report(zipped(signed) if zip_it else signed, key=key)
    assert capsys.readouterr().out.endswith(
        "all 1 files are as they were made.\nThe signature of SHA256SUMS is good.\n"
    )


def test_without_a_key_the_report_says_that_the_signature_was_not_checked(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checksums.report(signed)
    assert "give the public key (--key)" in capsys.readouterr().out


def other_key() -> str:
    return minisign.KeyPair.generate().public_key.to_base64().decode()


def test_a_list_that_was_made_anew_after_a_change_does_not_pass(signed: Path) -> None:
    (signed / "index.html").write_text("假首页", encoding="utf-8")
    checksums.write(signed)
    assert checksums.verify(signed).whole
    with pytest.raises(Failure, match="signature is wrong: the list or the signature was changed"):
        checksums.report(signed, key=PUBLIC_TEXT)


def test_the_signature_of_another_key_does_not_pass(signed: Path) -> None:
    with pytest.raises(Failure, match="signature is wrong: it was made with another key"):
        checksums.report(signed, key=other_key())


def test_another_key_that_calls_itself_the_same_does_not_pass(signed: Path) -> None:
    pair = minisign.KeyPair.generate()
    forged = pair.secret_key.sign((signed / checksums.NAME).read_bytes())
    lines = bytes(forged).splitlines()
    genuine = (signed / signature.NAME).read_bytes().splitlines()
    # The first ten bytes name the key; base64 puts them into the first characters and a shared one.
    body = base64.b64decode(genuine[1])[:10] + base64.b64decode(lines[1])[10:]
    lines[1] = base64.b64encode(body)
    (signed / signature.NAME).write_bytes(b"\n".join(lines) + b"\n")
    with pytest.raises(Failure, match="the list or the signature was changed"):
        checksums.report(signed, key=PUBLIC_TEXT)


@pytest.mark.parametrize("what", ["the trusted comment", "one bit", "no signature at all", "no bytes"])
def test_a_signature_that_was_touched_does_not_pass(signed: Path, what: str) -> None:
    path = signed / signature.NAME
    genuine = path.read_bytes()
    path.write_bytes({
        "the trusted comment": genuine.replace(b"file:SHA256SUMS", b"file:SHA256SUMZ"),
        "one bit": genuine[:80] + bytes([genuine[80] ^ 1]) + genuine[81:],
        "no signature at all": b"hello\n",
        "no bytes": b"",
    }[what])  # fmt: skip
    with pytest.raises(Failure, match="its signature is wrong") as told:
        checksums.report(signed, key=PUBLIC_TEXT)
    assert "\n" not in str(told.value)


def test_a_signature_that_is_missing_is_told_as_missing(signed: Path) -> None:
    (signed / signature.NAME).unlink()
    assert checksums.verify(signed).whole
    with pytest.raises(Failure, match=r"it has no signature \(SHA256SUMS.minisig is missing\)"):
        checksums.report(signed, key=PUBLIC_TEXT)


def test_what_was_changed_is_named_beside_a_wrong_signature(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flip(signed / "index.html")
    with pytest.raises(Failure, match="1 changed, 0 lost, 0 added; its signature is wrong"):
        checksums.report(signed, key=other_key())
    assert capsys.readouterr().out == "changed: index.html\n"


@pytest.mark.parametrize("key", ["nonsense", "RWRw", str(KEY), str(MADE / checksums.NAME)])
def test_what_is_no_public_key_is_refused_in_one_line(signed: Path, key: str) -> None:
    with pytest.raises(Failure, match="is no minisign public key") as told:
        checksums.report(signed, key=key)
    assert "\n" not in str(told.value)


def with_password(path: Path) -> Path:
    key = minisign.KeyPair.generate().secret_key
    key.encrypt("秘密")  # with the library's own, small cost; minisign's takes a gigabyte
    path.write_bytes(bytes(key) + b"\n")
    return path


@pytest.mark.parametrize(
    "make, password, said",
    [
        (lambda p: p / "nothing.key", "", "No such file"),
        (lambda p: PUBLIC, "", "is no minisign secret key"),
        (lambda p: with_password(p / "k"), "", f"has a password — put it into {signature.PASSWORD}"),
        (lambda p: with_password(p / "k"), "wrong", "wrong password"),
    ],
)
def test_a_key_that_cannot_sign_stops_a_build_before_it_begins(
    tmp_path: Path, blog: Path, monkeypatch: pytest.MonkeyPatch, make, password: str, said: str
) -> None:
    monkeypatch.setenv(signature.SECRET_KEY, str(make(tmp_path)))
    monkeypatch.setenv(signature.PASSWORD, password)
    with pytest.raises(Failure, match=said) as told:
        build(str(blog / "conf.py"))
    assert "\n" not in str(told.value)
    assert not (blog / "output").exists()


def test_a_key_with_a_password_signs(signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = with_password(tmp_path / "k")
    key = minisign.SecretKey.from_file(path)
    key.decrypt("秘密")
    monkeypatch.setenv(signature.SECRET_KEY, str(path))
    monkeypatch.setenv(signature.PASSWORD, "秘密")
    signature.sign(signed)
    checksums.report(signed, key=key.get_public_key().to_base64().decode())


def test_a_build_with_a_key_is_signed_and_one_without_takes_the_signature_away(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(signature.SECRET_KEY, str(KEY))
    build(str(blog / "conf.py"))
    checksums.report(blog / "output", key=PUBLIC_TEXT)
    assert build(str(blog / "conf.py")).written == ()
    monkeypatch.delenv(signature.SECRET_KEY)
    assert build(str(blog / "conf.py")).removed == (signature.NAME,)


def test_verify_takes_the_key_from_the_settings(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = tmp_path / "conf.py"
    conf.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\nPUBLIC_KEY = {PUBLIC_TEXT!r}\n"
    )
    checksums.task(str(conf), str(signed))
    assert "The signature of SHA256SUMS is good." in capsys.readouterr().out
    with pytest.raises(Failure, match="another key"):
        checksums.task(str(conf), str(signed), other_key())
