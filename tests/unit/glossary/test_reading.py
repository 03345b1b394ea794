from pathlib import Path

import pytest

from translate.errors import BadInput
from translate.glossary.reading import read_glossaries, read_glossary

TBX_2019 = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry id="1"><note>capital</note>
  <langSec xml:lang="fa"><termSec><term>تهران</term>
    <min:partOfSpeech>properNoun</min:partOfSpeech></termSec></langSec>
  <langSec xml:lang="en"><termSec><term>Teheran</term>
    <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec><term>Tehran City</term></termSec>
    <termSec><term>Tehran</term>
    <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""

TBX_2008 = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="c1"><langSet xml:lang="fa-IR"><tig><term>آتشبس</term></tig></langSet>
<langSet xml:lang="en-US"><ntig><termGrp><term>ceasefire</term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig></langSet></termEntry>
</body></text></martif>"""


def written(folder: Path, text: str, name: str = "g.tsv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_columns_may_be_left_out_and_named_in_another_order(tmp_path: Path) -> None:
    plain = read_glossary(written(tmp_path, "# ours\n\nتهران\tTehran | Teheran\n"))
    (term,) = plain.terms
    assert (term.english, term.preferred, term.kind) == (("Tehran", "Teheran"), "Tehran", "")
    named = "english\tpersian\tnote\tforbidden\nISIS\tداعش\tstyle\tDaesh|IS\n"
    (term,) = read_glossary(written(tmp_path, named)).terms
    assert (term.persian, term.forbidden, term.note) == ("داعش", ("Daesh", "IS"), "style")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("تهران\tTehran\nایران\n", "line 2: only one column"),
        ("Tehran\tتهران\n", "line 1: the Persian is 'Tehran'"),
        ("تهران\t | \n", "line 1: no English for «تهران»"),
        ("تهران\tTehran\tcity\n", "line 1: no such kind 'city'"),
        ("تهران\tTehran\t\t\t\tmore\n", "line 1: 6 columns"),
        ("persian\tenglish\tcolour\n", "line 1: no such column 'colour'"),
        ("تهران\tTehran\nتهرانْ\tTeheran\n", "line 2: «تهرانْ» stands in"),
        ("# nothing\n", "no term in it"),
    ],
)
def test_an_error_names_file_line_and_cause(tmp_path: Path, text: str, cause: str) -> None:
    name = written(tmp_path, text)
    with pytest.raises(BadInput) as error:
        read_glossary(name)
    assert cause in str(error.value)
    assert name in str(error.value)


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "g.tsv"
    path.write_bytes("ایران\tIran\n".encode() + "تهران\tTehran\n".encode("cp1256"))
    with pytest.raises(BadInput, match="line 2: not UTF-8"):
        read_glossary(str(path))


def test_an_unknown_suffix_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such kind of glossary"):
        read_glossary("terms.xlsx")
    with pytest.raises(BadInput, match="cannot be read"):
        read_glossary(str(tmp_path / "absent.tsv"))


def test_tbx_of_2019_gives_preferred_accepted_and_forbidden_forms(tmp_path: Path) -> None:
    (term,) = read_glossary(written(tmp_path, TBX_2019, "g.tbx")).terms
    assert (term.persian, term.english) == ("تهران", ("Tehran", "Tehran City"))
    assert (term.forbidden, term.kind, term.note) == (("Teheran",), "name", "capital")


def test_tbx_of_2008_is_read_without_its_dtd(tmp_path: Path) -> None:
    (term,) = read_glossary(written(tmp_path, TBX_2008, "g.tbx")).terms
    assert (term.english, term.kind) == (("ceasefire",), "term")


def test_tbx_resolves_no_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    attack = TBX_2008.replace(
        'SYSTEM "TBXBasiccoreStructV02.dtd"', f'[<!ENTITY x SYSTEM "{secret.as_uri()}">]'
    ).replace("ceasefire", "cease&x;fire")
    (term,) = read_glossary(written(tmp_path, attack, "g.tbx")).terms
    assert "SECRET" not in term.preferred


def test_broken_xml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"line 1: not well-formed"):
        read_glossary(written(tmp_path, "<tbx>", "g.tbx"))


def test_of_several_glossaries_the_later_one_holds(tmp_path: Path) -> None:
    one = written(tmp_path, "تهران\tTehran\nایران\tIran\n", "1.tsv")
    two = written(tmp_path, "تهران\tTeheran\n", "2.tsv")
    both = read_glossaries([one, two])
    assert [term.preferred for term in both] == ["Teheran", "Iran"]
    assert both.names == (one, two)
    assert both.sha256 != read_glossaries([one]).sha256
    assert len(read_glossaries([])) == 0
