"""Ids of articles are safe as paths whatever they are called; digests see what readers see."""

from hypothesis import given
from hypothesis import strategies as st

from translate.records import Document, Unit
from translate.sources.base import digest_of
from translate.sources.identity import Distinct, article_id

NATIVE = st.text(st.characters() | st.sampled_from("./\\:~\x00\n\u200c\udcff\ud800"), max_size=300)
WORDS = st.lists(st.text(st.sampled_from("ابپت\u200cab"), min_size=1, max_size=5), min_size=1, max_size=8)
BLANKS = st.sampled_from([" ", "  ", "\t", " \t "])


@given(NATIVE)
def test_an_id_is_a_path_below_its_source(native: str) -> None:
    name = article_id("s", native)
    first, *rest = name.split("/")
    assert first == "s"
    assert rest
    for part in rest:
        assert part.strip()
        assert not part.startswith(".")
        assert not {"\x00", "\n", "\\"} & set(part)
        assert len(part.encode("utf-8")) <= 200  # which also says that it can be encoded


@given(st.lists(NATIVE, max_size=20, unique=True))
def test_two_articles_never_share_an_id(natives: list[str]) -> None:
    distinct = Distinct()
    ids = [distinct(article_id("s", native)) for native in natives]
    assert len(set(ids)) == len(natives)


@given(NATIVE)
def test_an_id_is_the_same_every_night(native: str) -> None:
    assert article_id("s", native) == article_id("s", native)


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_blanks_do_not_make_another_article_and_words_do(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    def digest(texts: list[str], gap: str) -> str:
        return digest_of(Document("s/a", units=(Unit(gap.join(texts)),)))

    plain = digest([" ".join(words) for words in paragraphs], "\n\n")
    loose = [data.draw(BLANKS).join(words) + data.draw(BLANKS) for words in paragraphs]
    assert digest(loose, "\n \n\n") == plain
    assert digest([*loose, "x"], "\n\n") != plain
    if len(paragraphs) > 1:
        assert digest(loose, " ") != plain
