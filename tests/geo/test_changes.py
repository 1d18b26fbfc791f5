"""What differs between two editions: nothing with itself, and one thing at a time."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from geo.catalogue import data_folder
from geo.changes import NAMES, Change, Changes, as_text, compare_editions
from geo.crs import points_rd
from geo.editions import catalogue_of, read_edition


def compare(old: Path, new: Path) -> Changes:
    return compare_editions(old, new, "oud", "nieuw")


def since(copied: Any) -> Changes:
    """Return what a copy has that the bundled data does not."""
    return compare(data_folder(), copied.path)


def only(changes: Changes) -> Change:
    (change,) = changes.changes
    return change


def test_an_edition_does_not_differ_from_itself() -> None:
    changes = compare(data_folder(), data_folder())
    assert changes.is_empty and changes.not_compared == ()
    assert (changes.changes, changes.totals) == ((), ())
    assert as_text(changes) == "Van oud naar nieuw: geen verschillen."


def test_a_changed_figure_is_told_with_both_sources_and_what_it_does_to_sums(copied: Any) -> None:
    copied.edit("figures", "DB01.homes.1", value="2600", source_id="gemeentehw-stougjeswijk")
    changes = since(copied)
    change = only(changes)
    assert (change.table, change.kind, change.key) == ("figures", "changed", "DB01.homes.1")
    assert "Stougjeswijk, woningen (DB01.homes.1): 2.500 woningen → 2.600 woningen" in change.text
    assert change.old_source.startswith("Ministerie van VRO") and "Hoeksche" in change.new_source
    assert f"(bron: {change.old_source} → {change.new_source})" in change.text
    assert {field.column for field in change.fields} == {"value", "source_id"}
    assert not changes.is_empty


def test_a_changed_amount_changes_the_sums_that_may_be_made(copied: Any) -> None:
    copied.edit("figures", "B-GB2023-ZWOLLE.amount.11", value="2905000")
    (total,) = since(copied).totals
    assert "‘Gebiedsbudget 2023’" in total.name and "12 andere" in total.name
    assert (total.old, total.new) == ("€ 441,955 miljoen", "€ 441,956 miljoen")
    assert "€ 441,955 miljoen → € 441,956 miljoen" in as_text(since(copied))


def test_a_sum_that_can_no_longer_be_made_says_so(copied: Any) -> None:
    """Without its link the 50 miljoen is no part of the 600: there is nothing to add it to."""
    copied.drop("links", lambda row: row["from"] == "S-NPLV-PERSONEEL")
    copied.edit("figures", "S-NPLV-PERSONEEL.amount.1", parent="")
    found = {t.name: (t.old, t.new) for t in since(copied).totals}
    ((name, ends),) = found.items()
    assert "Woontopafspraak" in name and ends == ("€ 600 miljoen", "€ 550 miljoen")


def test_more_homes_change_the_total_of_the_places(copied: Any) -> None:
    copied.edit("figures", "DB03.homes.1", value="8100")
    names = {total.name: total for total in since(copied).totals}
    total = names["woningen op doorbraaklocaties"]
    assert total.old.startswith("55.400 tot 68.400 woningen (7 van 22")
    assert total.new.startswith("55.500 tot 68.500 woningen (7 van 22")


def test_a_renamed_and_moved_place_are_two_changes_with_the_distance(copied: Any) -> None:
    copied.edit("places", "DB01", name="Stougjespolder", lon="4.444", status="onbekend")
    renamed, moved, changed = since(copied).changes
    assert [c.kind for c in (renamed, moved, changed)] == ["renamed", "moved", "changed"]
    assert "naam ‘Stougjeswijk’ → ‘Stougjespolder’" in renamed.text
    points = points_rd([4.434, 4.444], [51.8185, 51.8185])
    assert moved.distance_m == round(points.iloc[0].distance(points.iloc[1])) == 690
    assert "verplaatst: Stougjespolder (DB01), 690 m" in moved.text
    assert [f.column for f in changed.fields] == ["status"]


def test_a_point_that_is_no_number_has_no_distance(copied: Any) -> None:
    copied.edit("places", "DB01", lon="oost")
    assert only(since(copied)).distance_m is None


@pytest.mark.parametrize("turned", [False, True])
def test_rows_that_come_and_go(copied: Any, turned: bool) -> None:
    copied.drop("places", lambda row: row["place_id"] == "DB04")
    copied.drop("figures", lambda row: row["figure_id"] == "NL.aerius_floor.11")
    copied.drop("links", lambda row: (row["from"], row["to"]) == ("DB07", "GG16"))
    copied.drop("statements", lambda row: row["statement_id"] == "ST-P003")
    ends = (copied.path, data_folder()) if turned else (data_folder(), copied.path)
    found = {change.table: change for change in compare(*ends).changes}
    assert set(found) == {"places", "figures", "links", "statements"}
    assert {change.kind for change in found.values()} == {"added" if turned else "removed"}
    assert "Fellenoord – Eindhoven Internationale Knoop XL: ligt in" in found["links"].text
    said, silent = ("new_source", "old_source") if turned else ("old_source", "new_source")
    assert getattr(found["figures"], said) and not getattr(found["figures"], silent)


def test_a_changed_relation_and_statement(copied: Any) -> None:
    copied.edit("statements", "ST-P003", text="Er is niets besloten.")
    copied.swap("links.csv", "DB07,GG16,lies_in", "DB07,GG16,overlaps")
    link, statement = since(copied).changes
    assert "ligt in → overlapt" in link.text
    assert statement.text.count("‘") == 2 and "‘Er is niets besloten.’" in statement.text


def test_subjects_quantities_and_decisions_too(copied: Any) -> None:
    copied.edit("subjects", "S-WBI", name="Wbi")
    copied.edit("quantities", "homes", label="huizen")
    copied.edit("decisions", "S-MIDDEN-HOLLAND", condition="")
    tables = {change.table: change.text for change in since(copied).changes}
    assert set(tables) == {"subjects", "quantities", "decisions"}
    assert "voorwaarde ‘onder voorwaarden, die de brief niet noemt’ → ‘’" in tables["decisions"]


def test_documents_norms_and_layers_too(copied: Any) -> None:
    copied.swap("sources.toml", 'title = "Doelen van de Woontop (Rijk)"', 'title = "Doelen"')
    copied.append('[document.proef]\ntitle = "Proef"')
    (copied.path / "land.parquet").write_bytes(b"x")
    found = {change.table: change for change in since(copied).changes}
    assert set(found) == {"document", "norm", "file"}
    assert found["document"].kind == "added" and found["norm"].kind == "changed"
    assert found["file"].text == "Kaartlaag gewijzigd: land.parquet"
    assert "titel ‘Doelen van de Woontop (Rijk)’ → ‘Doelen’" in found["norm"].text


def test_every_table_has_a_dutch_name_and_a_text() -> None:
    from geo.catalogue import TABLES

    assert set(TABLES) <= set(NAMES)


def test_the_json_holds_everything(copied: Any) -> None:
    copied.edit("figures", "DB01.homes.1", value="2600")
    raw = json.loads(since(copied).model_dump_json())
    assert list(raw) == ["old", "new", "changes", "totals", "not_compared"]
    assert list(raw["changes"][0]) == [
        "table", "kind", "key", "name", "fields", "old_source", "new_source", "distance_m", "text",
    ]  # fmt: skip


# Older editions


def older(folder: Path) -> Path:
    """Return a copy as an older edition could be: without a table, a column, a lock."""
    copy = shutil.copytree(data_folder(), folder / "ouder")
    (copy / "decisions.csv").unlink()
    (copy / "lock.json").write_text("{", encoding="utf-8")
    text = (copy / "links.csv").read_text(encoding="utf-8")
    lines = text.replace(",note\n", ",opmerking\n", 1)
    (copy / "links.csv").write_text(lines, encoding="utf-8")
    return copy


def test_an_older_edition_is_read_and_what_is_not_compared_is_named(tmp_path: Path) -> None:
    changes = compare(older(tmp_path), data_folder())
    told = [issue.message for issue in changes.not_compared]
    assert changes.changes == ()
    assert [t for t in told if "decisions.csv" in t and "alleen in nieuw" in t]
    assert [t for t in told if "een kolom note in beide" in t]
    assert [t for t in told if "een kolom opmerking in beide" in t]
    assert "LET OP decisions.csv" in as_text(changes)


def test_an_older_edition_does_not_differ_from_itself_either(tmp_path: Path) -> None:
    folder = older(tmp_path)
    changes = compare(folder, folder)
    assert changes.is_empty and changes.not_compared == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "een CSV-bestand in UTF-8"),
        (b"naam,waarde\nA,1\n", "een kolom figure_id"),
        (b"", "een kolom figure_id"),
    ],
)
def test_a_table_that_cannot_be_read_is_named_and_the_rest_compared(
    copied: Any, content: bytes, words: str
) -> None:
    (copied.path / "figures.csv").write_bytes(content)
    copied.edit("statements", "ST-P003", text="x")
    changes = since(copied)
    assert {change.table for change in changes.changes} == {"statements"}
    assert any(words in issue.message for issue in changes.not_compared)
    (homes,) = (one for one in changes.totals if "doorbraaklocaties" in one.name)
    assert homes.old and homes.new == ""


def test_rows_of_another_type_are_compared_and_count_in_no_sum(copied: Any) -> None:
    copied.edit("figures", "B-GB2023-ZWOLLE.amount.11", value="veel")
    changes = since(copied)
    assert "€ 2,904 miljoen → veel" in only(changes).text
    assert any("1 rijen die daar niet bij passen" in i.message for i in changes.not_compared)
    ends = [(t.old, t.new) for t in changes.totals]
    assert ("€ 441,955 miljoen", "€ 439,051 miljoen") in ends


def test_without_the_gemeenten_tables_are_still_compared(copied: Any) -> None:
    (copied.path / "gemeenten.parquet").unlink()
    copied.edit("figures", "DB01.homes.1", value="2600")
    changes = since(copied)
    assert {change.table for change in changes.changes} == {"figures", "file"}
    assert any("sommen" in issue.message for issue in changes.not_compared)


def test_a_key_that_stands_twice_is_named(copied: Any) -> None:
    copied.add("figures")
    changes = since(copied)
    assert any("elke sleutel één keer" in issue.message for issue in changes.not_compared)


def test_an_edition_makes_the_same_catalogue_as_the_product_reads() -> None:
    from geo.catalogue import load_catalogue

    made, issues = catalogue_of(read_edition(data_folder(), "nu"))
    real = load_catalogue(data_folder())
    assert issues == () and made.figures == real.figures and made.places == real.places
    assert made.links.links == real.links.links and made.decisions == real.decisions


def test_sources_and_areas_have_their_names() -> None:
    edition = read_edition(data_folder(), "nu")
    assert edition.source_title("kst-32847-1395").startswith("Ministerie van VRO, Brief")
    assert edition.source_title("weg") == "weg"
    names = [edition.names[code] for code in ("GM1892", "PV28", "NL", "DB01", "S-WBI")]
    assert names == [
        "Zuidplas",
        "Zuid-Holland",
        "Nederland",
        "Stougjeswijk",
        "Woningbouwimpuls (Wbi)",
    ]
