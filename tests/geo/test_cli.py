"""The command line as a reader meets it: Dutch, with the right exit code, and quick."""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from geo.__main__ import parser
from geo.catalogue import data_folder
from geo.cli import DUTCH, run
from geo.model import Figure
from geo.screening import COLUMNS as FINDING_COLUMNS
from tests.geo.exported import read_sheets

ROOT = Path(__file__).parents[2]
ENGLISH = re.compile(
    r"\b(usage|error|positional|optional|options|required|invalid|choose from|subcommands"
    r"|unrecognized|following|expected|show this help|Traceback)\b"
)
COMMANDS = (
    "check", "figures", "locate", "export", "diff", "import-netcongestie", "lock", "build",
)  # fmt: skip
# Said of a parser that is wrongly built, or of what no command here uses: never seen by a reader.
LEFT_OUT = {
    "'required' is an invalid argument for positionals",
    "%r is not callable",
    ".__call__() not defined",
    'argument "-" with mode %r',
    "can't open '%(filename)s': %(error)s",  # FileType
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "conflicting option string: %s",
    "conflicting option strings: %s",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "expected %s argument",  # nargs=2
    "expected %s arguments",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
    "unexpected option string: %s",  # no command takes the same option twice
}


def call(*words: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``python -m geo``, on the bundled data or on a copy."""
    environment = os.environ | ({"DOORBRAAKKAART_DATA": str(data)} if data else {})
    command = [sys.executable, "-m", "geo", *words]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def outcome(*words: str, data: Path | None = None) -> tuple[int, str]:
    """Return the exit code and everything that was printed."""
    done = call(*words, data=data)
    return done.returncode, done.stdout + done.stderr


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run a command in this process, where the catalogue is already open."""
    code = run(parser, words)
    return code, "".join(capsys.readouterr())


def as_json(*words: str) -> Any:
    done = call(*words, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_check_json_has_the_agreed_shape() -> None:
    report = as_json("check")
    assert list(report) == ["ok", "counts", "issues"] and report["ok"] is True
    assert list(report["counts"]) == [
        "gemeenten", "provincies", "natura2000", "doorbraaklocaties", "nplv_gebieden",
        "grootschalige_gebieden", "figures", "sources", "links", "statements",
    ]  # fmt: skip
    for issue in report["issues"]:
        assert issue["severity"] == "notice"
        assert set(issue) == {"severity", "code", "where", "expected", "found", "repair"}


def test_check_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys, "check")
    assert code == 0 and "gemeenten 342" in text and "De gegevens zijn in orde." in text
    assert "LET OP" in text and "FOUT" not in text


def test_spoiled_data_is_refused(copied: Any, tmp_path: Path) -> None:
    (copied.path / "figures.csv").write_text("x", encoding="utf-8")
    out = tmp_path / "p.csv"
    code, text = outcome("export", "places", "--out", str(out), data=copied.path)
    assert code == 1 and "git checkout data/figures.csv" in text
    assert not ENGLISH.search(text) and not out.exists()
    done = call("check", "--json", data=copied.path)
    assert done.returncode == 1 and json.loads(done.stdout)["ok"] is False


def test_lock_stamps_a_wanted_change_and_checks_it(copied: Any) -> None:
    copied.edit("figures", "DB03.homes.1", value="8123")
    code, text = outcome("lock", data=copied.path)
    assert code == 0 and "vastgelegd in lock.json" in text and "zijn in orde" in text
    copied.edit("figures", "DB02.homes.1", value="8123")
    code, text = outcome("lock", data=copied.path)
    assert code == 1 and "FOUT" in text and "worden geweigerd" in text


def test_lock_leaves_the_lock_alone_when_the_manifest_cannot_be_read(copied: Any) -> None:
    before = (copied.path / "lock.json").read_text(encoding="utf-8")
    copied.swap("sources.toml", "[edition]", "[edition")
    code, text = outcome("lock", data=copied.path)
    assert code == 1 and "geldige TOML" in text
    assert (copied.path / "lock.json").read_text(encoding="utf-8") == before


def test_figures_json_is_the_ledger_with_preferred() -> None:
    rows = as_json("figures", "Stougjeswijk")
    assert {tuple(row) for row in rows} == {(*Figure.model_fields, "preferred")}
    (homes,) = (row for row in rows if row["quantity"] == "homes" and row["preferred"])
    assert (homes["value"], homes["section"]) == (2500, "0")
    assert homes["source_id"] == "kst-32847-1395"


def test_figures_in_words_marks_the_preferred(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys, "figures", "db01")
    assert code == 0 and text.endswith("* = voorkeur\n")
    assert "* woningen: exact 2500 (kst-32847-1395 paragraaf 0 alinea 2)" in text.splitlines()
    assert "  woningen: exact 2485 (gemeentehw-stougjeswijk)" in text.splitlines()


def test_an_unknown_subject_suggests_the_name(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys, "figures", "Stougjeswik")
    assert code == 1 and "bedoelde u ‘Stougjeswijk’?" in text and text.count("\n") == 1


def test_locate_json_is_gemeente_and_provincie() -> None:
    assert as_json("locate", "4.605", "51.995") == {
        "gemeente_code": "GM1892", "gemeente": "Zuidplas", "provincie": "Zuid-Holland",
    }  # fmt: skip


def test_locate_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "locate", "4.618", "52.262") == (
        0,
        "Haarlemmermeer (GM0394), Noord-Holland\n",
    )


def test_a_point_elsewhere_gets_a_plain_message() -> None:
    done = call("locate", "51.995", "4.605", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "lengte en breedte lijken verwisseld" in done.stderr and done.stderr.count("\n") == 1


def test_export_says_what_was_written(tmp_path: Path) -> None:
    out = tmp_path / "plekken.csv"
    assert outcome("export", "places", "--out", str(out)) == (
        0, f"64 plekken geschreven naar {out}\n",
    )  # fmt: skip
    assert out.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["figures", "--site", "DB01"], r"\d+ cijfers"),
        (["statements", "--provincie", "Utrecht"], r"\d+ uitspraken"),
        (["findings", "--site", "Stougjeswijk", "DB02"], r"\d+ bevindingen"),
        (["places", "--provincie", "PV28", "--excel-nl"], r"\d\d plekken"),
    ],
)
def test_export_of_a_part_says_how_much(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: list[str], count: str
) -> None:
    out = tmp_path / "deel.csv"
    code, text = said(capsys, "export", *words, "--out", str(out))
    assert code == 0 and re.fullmatch(rf"{count} geschreven naar {re.escape(str(out))}\n", text)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf") is ("--excel-nl" in words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--excel-nl", "--out", "uit.xlsx"], "een bestand op .csv bij --excel-nl"),
        (["--out", "uit.docx"], "gevonden ‘.docx’. Herstel: kies een van deze"),
        (["--out", "geen/uit.csv"], "Herstel: maak de map"),
        (["--out", "uit.csv", "--site", "Stougjeswik"], "bedoelde u ‘Stougjeswijk’?"),
        (["--out", "uit.csv", "--provincie", "Zeelnad"], "bedoelde u ‘Zeeland’"),
    ],
)
def test_export_that_cannot_be_is_one_dutch_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    words: list[str], expected: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    code, text = said(capsys, "export", "places", *words)
    assert code == 1 and expected in text and text.count("\n") == 1
    assert not ENGLISH.search(text) and list(tmp_path.iterdir()) == []


def test_a_missing_layer_is_a_finding_that_is_said_and_exported(
    capsys: pytest.CaptureFixture[str], copied: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copied.path / "natura2000.parquet").unlink()
    monkeypatch.setenv("DOORBRAAKKAART_DATA", str(copied.path))
    out = tmp_path / "uit.csv"
    code, text = said(capsys, "export", "findings", "--site", "DB01", "--out", str(out))
    assert code == 0 and "FOUT  data/natura2000.parquet" in text
    assert "het bestand natura2000.parquet ontbreekt" in out.read_text(encoding="utf-8")
    code, text = said(capsys, "export", "places", "--out", str(tmp_path / "p.csv"))
    assert code == 1 and "natura2000.parquet" in text


def test_screen_gives_sources_with_its_findings(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _ = said(capsys, "screen", "--out", str(tmp_path / "uit.xlsx"), "--today", "2026-11-23")
    sheets = read_sheets(tmp_path / "uit.xlsx")
    assert code == 0
    assert list(sheets) == ["Bevindingen", "Bronnen", "Over dit bestand", "Kolommen"]
    assert list(sheets["Bevindingen"][0]) == FINDING_COLUMNS
    assert "natura2000" in {row["id"] for row in sheets["Bronnen"]}
    assert sheets["Over dit bestand"][4]["tekst"].startswith("Verkenning, geen toets.")


def test_diff_of_an_edition_with_itself_is_empty() -> None:
    assert as_json("diff", "data", "data") == {
        "old": "data", "new": "data", "changes": [], "totals": [], "not_compared": [],
    }  # fmt: skip


def test_diff_says_what_changed_in_dutch(copied: Any, capsys: pytest.CaptureFixture[str]) -> None:
    copied.edit("figures", "DB01.homes.1", value="2600")
    code, text = said(capsys, "diff", str(data_folder()), str(copied.path))
    assert code == 0 and "2.500 woningen → 2.600 woningen" in text and not ENGLISH.search(text)


def test_diff_of_nothing_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys, "diff", "geen-revisie", "data")
    assert code == 1 and "een git-revisie" in text and text.count("\n") == 1


WRONG = {
    (): "deze argumenten ontbreken: OPDRACHT",
    ("zip",): "onbekende keuze: 'zip'",
    ("figures",): "deze argumenten ontbreken: ONDERWERP",
    ("locate", "4,6", "52"): "geen geldige waarde (getal met een punt): '4,6'",
    ("locate", "4.6"): "deze argumenten ontbreken: LAT",
    ("diff", "data"): "deze argumenten ontbreken: NIEUW",
    ("check", "--json=1"): "waarde '1' past hier niet",
    ("check", "--jsn"): "onbekende argumenten: --jsn",
    ("export", "places"): "deze argumenten ontbreken: --out",
    ("export", "places", "--out"): "hier hoort één waarde",
    ("export", "sites", "--out", "x.csv"): "onbekende keuze: 'sites'",
    ("export", "places", "--out", "x.csv", "--site"): "hier hoort ten minste één waarde",
    (
        "export",
        "places",
        "--out",
        "x.csv",
        "--provincie",
        "PV28",
        "--site",
        "DB01",
    ): "kan niet samen met",
    (
        "export",
        "places",
        "--out",
        "x.csv",
        "--today",
        "morgen",
    ): "geen geldige waarde (datum zoals 2026-11-23): 'morgen'",
    ("import-netcongestie",): "deze argumenten ontbreken: BESTAND",
    ("import-netcongestie", "x.json", "--areas"): "hier hoort één waarde",
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_words_are_explained_in_dutch(words: tuple[str, ...]) -> None:
    code, text = outcome(*words)
    assert code == 2 and WRONG[words] in text and text.startswith("gebruik: ")
    assert not ENGLISH.search(text), text


@pytest.mark.parametrize("words", [(), *((command,) for command in COMMANDS)], ids=" ".join)
def test_help_is_dutch_and_names_everything(words: tuple[str, ...]) -> None:
    code, text = outcome(*words, "--help")
    assert code == 0 and not ENGLISH.search(text), text
    assert all(command in text for command in (words or COMMANDS))


def seconds(*words: str) -> float:
    """Return the processor time of a command, the best of five; a busy machine adds little."""
    times = []
    for _ in range(5):
        before = os.times()
        subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, check=True)
        after = os.times()
        used = (after.children_user - before.children_user,
                after.children_system - before.children_system)  # fmt: skip
        times.append(sum(used))
    return min(times)


def test_help_answers_at_once() -> None:
    assert seconds("-m", "geo", "--help") - seconds("-c", "pass") < 0.3


def argparse_words() -> set[str]:
    """Return every text that the running argparse passes through gettext."""
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse)))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
             and node.func.id in ("_", "ngettext")]  # fmt: skip
    parts = [part for one in calls for argument in one.args for part in ast.walk(argument)]
    texts = {p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)}
    return texts - {"title", "description"}  # keys in _(kwargs.pop('title', 'subcommands'))


def test_every_word_of_argparse_is_dutch_or_knowingly_left_out() -> None:
    words = argparse_words()
    assert len(words) > 20 and words - DUTCH.keys() - LEFT_OUT == set()
    assert words - (DUTCH.keys() - {"usage: "}) - LEFT_OUT == {"usage: "}


def test_a_translation_keeps_what_is_filled_in() -> None:
    for english, dutch in DUTCH.items():
        fields = re.compile(r"%(?:\(\w+\))?[rs]")
        assert sorted(fields.findall(english)) == sorted(fields.findall(dutch))
