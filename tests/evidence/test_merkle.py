from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.evidence.merkle import Tree, is_included, proof_of, root_of

LEAVES = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
# Of the reference implementation of Certificate Transparency, for the first n of those leaves.
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
several = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


@pytest.mark.parametrize("size", ROOTS)
def test_the_roots_are_those_of_certificate_transparency(size):
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


def test_the_root_of_nothing_is_the_digest_of_nothing():
    assert root_of([]) == sha256(b"").digest()


def by_the_definition(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    left, right = by_the_definition(leaves[:half]), by_the_definition(leaves[half:])
    return sha256(b"\x01" + left + right).digest()


@given(several)
def test_a_tree_fed_leaf_by_leaf_has_the_root_of_the_definition(leaves):
    tree = Tree()
    for count, each in enumerate(leaves, start=1):
        tree.add(each)
        assert (tree.size, tree.root()) == (count, by_the_definition(leaves[:count]))


@given(several, st.data())
def test_each_leaf_is_proved_and_nothing_else_is(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    size, root, proof = len(leaves), root_of(leaves), proof_of(leaves, index)
    told = {"index": index, "size": size, "proof": proof, "root": root}
    assert is_included(leaves[index], **told)
    assert not is_included(leaves[index] + b"x", **told)
    assert not is_included(leaves[index], **told | {"root": sha256(root).digest()})
    assert not is_included(leaves[index], **told | {"proof": [*proof, root]})
    assert not is_included(leaves[index], **told | {"index": size})
    for place in range(len(proof)):
        assert not is_included(
            leaves[index], **told | {"proof": proof[:place] + proof[place + 1 :]}
        )


@given(st.lists(st.binary(max_size=8), min_size=2, max_size=40, unique=True), st.data())
def test_a_leaf_is_not_proved_at_the_place_of_another(leaves, data):
    index, other = data.draw(
        st.lists(st.integers(0, len(leaves) - 1), min_size=2, max_size=2, unique=True)
    )
    told = {"size": len(leaves), "proof": proof_of(leaves, index), "root": root_of(leaves)}
    assert not is_included(leaves[index], index=other, **told)
