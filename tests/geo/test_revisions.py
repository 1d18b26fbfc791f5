"""An edition by folder or by git revision, and what is said when it is neither."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from geo import revisions
from geo.catalogue import data_folder
from geo.errors import RevisionError
from geo.revisions import list_revisions, open_edition


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with two editions: the first says *een*, the second *twee*."""
    root = tmp_path / "huis"
    (root / "data").mkdir(parents=True)
    git(root, "init", "-q")
    for number in ("een", "twee"):
        (root / "data" / "sources.toml").write_text(f"# {number}\n", encoding="utf-8")
        git(root, "add", "-A")
        git(root, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", number)
        git(root, "tag", number)
    monkeypatch.setattr(revisions, "REPOSITORY", root)
    return root


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)


def read(text: str) -> str:
    with open_edition(text) as folder:
        return (folder / "sources.toml").read_text(encoding="utf-8")


@pytest.mark.usefixtures("repository")
def test_a_tag_or_a_commit_gives_the_data_of_then_and_leaves_nothing() -> None:
    assert [read(text) for text in ("een", "twee", "HEAD~1")] == ["# een\n", "# twee\n", "# een\n"]
    with open_edition("een") as folder:
        assert folder.is_dir()
    assert not folder.exists()


def test_a_folder_is_taken_as_it_is(repository: Path) -> None:
    with open_edition(str(data_folder())) as folder:
        assert folder == data_folder()
    with open_edition(str(repository)) as folder:  # a whole checkout
        assert folder == repository / "data"
    assert data_folder().exists()


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("text", ["drie", "--all", "-x", "", "HEAD:data", "een;ls"])
def test_something_else_is_explained(text: str) -> None:
    with pytest.raises(RevisionError, match="git-revisie"), open_edition(text):
        pass


def test_a_folder_without_data_is_explained(repository: Path) -> None:
    empty = repository / "leeg"
    empty.mkdir()
    with (
        pytest.raises(RevisionError, match="noem de map met de gegevens"),
        open_edition(str(empty)),
    ):
        pass


def test_a_revision_without_data_is_explained(repository: Path) -> None:
    git(repository, "rm", "-qr", "data")
    git(repository, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "weg")
    with pytest.raises(RevisionError, match="een revisie met een map data/"), open_edition("HEAD"):
        pass


def test_without_git_two_folders_still_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions.shutil, "which", lambda _: None)
    with pytest.raises(RevisionError, match="git is hier niet geïnstalleerd"), open_edition("HEAD"):
        pass
    with open_edition(str(data_folder())) as folder:
        assert folder.is_dir()


def test_outside_a_repository_it_says_so(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(revisions, "REPOSITORY", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RevisionError, match="geen van beide"), open_edition("HEAD"):
        pass


def test_editions_of_a_checkout_are_listed_newest_first(repository: Path) -> None:
    git(repository, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "niets",
        "--allow-empty")  # fmt: skip
    found = list_revisions()
    assert [read(one.commit) for one in found] == ["# twee\n", "# een\n"]
    assert all(len(one.day) == 10 for one in found)
    assert list_revisions(1) == found[:1]


def test_without_a_checkout_or_git_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisions, "REPOSITORY", tmp_path)
    assert list_revisions() == ()
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert list_revisions() == ()
