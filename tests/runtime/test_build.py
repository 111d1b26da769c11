from pathlib import Path

import pytest

from portal.runtime import NodeError, build, build_runtime, cached_runtime


def test_a_build_that_fails_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NodeError) as failed:
        build_runtime("no bundle", tmp_path / "runtime")
    message = str(failed.value)
    assert message.startswith("snapshot.mjs failed (exit 1):\n")
    assert "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)" in message
    assert list(tmp_path.iterdir()) == []


def test_a_cache_builds_each_content_once_and_keeps_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []

    def note(bundle: str, out: Path) -> None:
        built.append(bundle)
        out.mkdir()

    monkeypatch.setattr(build, "build_runtime", note)
    monkeypatch.setattr(build, "KEPT", 2)
    folders = [cached_runtime(bundle, tmp_path) for bundle in ("a", "a", "b", "c")]
    assert built == ["a", "b", "c"]
    assert folders[0] == folders[1]
    assert set(tmp_path.iterdir()) == set(folders[2:])
