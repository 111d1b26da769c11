import pytest

from scoring.citation import Citation


@pytest.mark.parametrize(
    ("written", "citation"),
    [
        ("nfra-2025-7", Citation("nfra-2025-7")),
        ("amac-2017 art 29(2)", Citation("amac-2017", "art", "29(2)")),
        ("esma-2023 para 51", Citation("esma-2023", "para", "51")),
        ("coherence-model check CC10", Citation("coherence-model", "check", "CC10")),
        ("a section 3.1,3.2-4", Citation("a", "section", "3.1,3.2-4")),
        ("a art 附件一", Citation("a", "art", "附件一")),
    ],
)
def test_a_citation_reads_and_writes_the_same(written: str, citation: Citation) -> None:
    assert (Citation.read(written), str(citation)) == (citation, written)


@pytest.mark.parametrize(
    "written",
    ["", "AMAC-2017", "amac 2017", "amac-2017 art", "amac-2017  art 1", "amac-2017 page 3", "a art 1 2", "a art 1\n"],
)
def test_what_is_no_citation_says_how_to_write_one(written: str) -> None:
    with pytest.raises(ValueError, match=r".*") as refused:
        Citation.read(written)
    assert str(refused.value) == f"'{written}' is not a source; write 'source-id' or 'source-id art 29(2)'"
