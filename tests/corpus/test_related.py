"""Related articles: what is rare counts, what is common does not; and the work is bounded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.corpus.related import MAX_RELATED, MIN_SHARED, NEIGHBOURS, RAREST, RelatedArticle, related_articles

NAMES = {"tea": "茶", "ferry": "渡口", "fog": "雾", "market": "集市"}


def mentioned(**keys: str) -> dict[str, dict[str, str]]:
    return {ident: {key: NAMES.get(key, key) for key in some.split()} for ident, some in keys.items()}


def test_the_shared_names_are_given_the_rarest_first() -> None:
    related = related_articles(mentioned(a="tea ferry fog", b="tea ferry fog", c="tea fog", d="tea"))
    assert related["a"] == (RelatedArticle("b", ("渡口", "雾", "茶")), RelatedArticle("c", ("雾", "茶")))
    assert related["d"] == ()


def test_one_rare_name_outweighs_many_common_ones() -> None:
    common = {f"x{n}": "tea market fog" for n in range(20)}
    related = related_articles(mentioned(a="tea market fog ferry koc", b="ferry koc", **common))
    assert related["a"][0] == RelatedArticle("b", ("渡口", "koc"))


def test_the_names_are_those_of_the_article_that_is_read() -> None:
    related = related_articles({"a": {"1": "快手小店", "2": "京东"}, "b": {"1": "快手商店", "2": "京东商城"}})
    assert related == {"a": (RelatedArticle("b", ("快手小店", "京东")),), "b": (RelatedArticle("a", ("快手商店", "京东商城")),)}


KEYS = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.sets(st.sampled_from("茶山雾渡口船")), max_size=12)


@given(KEYS)
def test_only_others_that_share_enough(keys: dict[str, set[str]]) -> None:
    related = related_articles({ident: {key: key for key in some} for ident, some in keys.items()})
    assert list(related) == list(keys)
    for ident, relations in related.items():
        assert len(relations) == min(MAX_RELATED, sum(len(keys[ident] & keys[other]) >= MIN_SHARED for other in keys if other != ident))
        for relation in relations:
            assert relation.id != ident
            assert set(relation.names) == keys[ident] & keys[relation.id]
            assert len(relation.names) >= MIN_SHARED


def test_names_of_this_article_only_hide_nothing() -> None:
    own = " ".join(f"own{n}" for n in range(2 * RAREST))
    assert related_articles(mentioned(a=f"{own} tea fog", b="tea fog", c="ferry"))["a"] == (RelatedArticle("b", ("茶", "雾")),)


def test_of_equally_rare_names_the_first_is_given_first() -> None:
    assert related_articles(mentioned(a="fog tea", b="tea fog"))["a"] == (RelatedArticle("b", ("雾", "茶")),)


class Counted(dict[str, str]):
    """The keys of an article, which counts its membership tests."""

    lookups = 0

    def __contains__(self, key: object) -> bool:
        Counted.lookups += 1
        return super().__contains__(key)


def test_a_crowd_is_not_compared_with_itself() -> None:
    Counted.lookups = 0
    size = 600
    related = related_articles({str(n): Counted({key: key for key in "茶山雾"}) for n in range(size)})
    assert all(len(relations) == MAX_RELATED for relations in related.values())
    assert Counted.lookups <= size * (2 * NEIGHBOURS + 1) * RAREST
