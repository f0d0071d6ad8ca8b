"""The figures as a picture file."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from xml.etree import ElementTree

import pytest
from homes import Home, run
from hypothesis import example, given
from hypothesis import strategies as st

from playbook.stats.panel import Heading, Panel, PanelRow
from playbook.stats.svg import picture

SVG = "{http://www.w3.org/2000/svg}"
PANELS = [
    Panel(
        Heading("Why they left", "3 of 4 known"),
        [PanelRow("Price <&> terms", "2", "67 %", 1.0), PanelRow("Fit", "1", "", 0.5)],
    ),
    Panel(Heading("How it went"), [PanelRow("They told you why", "1 of 5", "20 %", 0.2, of_all=True)]),
]
LOSS = "- certainty: told_final — They told me, and it sounded final\n"
ANSWERS = LOSS + "- reason: price.rate_rise — Price: After I raised it\n- their_words: Zebedee said no.\n"


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - our own picture


def words(text: str) -> list[str]:
    return [element.text or "" for element in parsed(text).iter(f"{SVG}text")]


class TestPicture:
    def test_its_text_is_text(self) -> None:
        assert [
            *("Four", "Why they left", "3 of 4 known", "Price <&> terms", "2", "67 %", "Fit", "1"),
            *("How it went", "They told you why", "1 of 5", "20 %"),
        ] == words(picture("Four", PANELS))

    def test_bars_are_as_long_as_they_are_large(self) -> None:
        bars = [
            one for one in parsed(picture("Four", PANELS)).iter(f"{SVG}rect") if one.get("class") == "bar"
        ]

        whole, half, fifth = (float(bar.get("width", "")) for bar in bars)
        assert (whole / 2, whole / 5) == (half, fifth)

    def test_it_says_in_words_what_it_shows(self) -> None:
        root = parsed(picture("Four", PANELS))

        assert ("Four", "img") == (root.findtext(f"{SVG}title"), root.get("role"))
        assert "Price <&> terms: 2, 67 %" in (root.findtext(f"{SVG}desc") or "")

    def test_it_suits_a_dark_page_too(self) -> None:
        assert "prefers-color-scheme: dark" in (parsed(picture("Four", PANELS)).findtext(f"{SVG}style") or "")

    @pytest.mark.parametrize(
        ("label", "lines"), [("a" * 38, 1), ("a" * 39, 2), ("社" * 19, 1), ("社" * 20, 2)]
    )
    def test_a_label_that_would_reach_the_bars_has_a_line_of_its_own(self, label: str, lines: int) -> None:
        drawn = parsed(picture("T", [Panel(Heading("P"), [PanelRow(label, "1")])]))
        at = {one.text: int(one.get("y", "")) for one in drawn.iter(f"{SVG}text")}

        assert (lines - 1) * 24 == at["1"] - at[label]

    @pytest.mark.parametrize("label", ["a" * 90, "社" * 41])
    def test_a_label_longer_than_a_line_is_cut(self, label: str) -> None:
        assert words(picture("T", [Panel(Heading("P"), [PanelRow(label, "1")])]))[2].endswith("…")

    @example("\ufffe\uffff", "\0", "\ud800", 1.0)
    @given(st.text(), st.text(), st.text(), st.floats(0, 1))
    def test_whatever_the_words_it_is_valid(self, title: str, label: str, value: str, size: float) -> None:
        drawn = picture(
            title, [Panel(Heading(title, label), [PanelRow(label, value, title, size, of_all=True)])]
        )

        assert ElementTree.fromstring(drawn.encode()).tag == f"{SVG}svg"  # noqa: S314 - our own picture


class TestFile:
    def test_it_holds_no_name_and_no_words_of_theirs(self, home: Home, tmp_path: Path) -> None:
        home.begin("lost", "Zebedee", ANSWERS)

        ended = run("stats", "--svg", str(tmp_path / "figures.svg"))

        drawn = (tmp_path / "figures.svg").read_text(encoding="utf-8")
        assert (0, "") == (ended.returncode, ended.stdout)
        assert "figures.svg" in ended.stderr
        assert "Price" in words(drawn)
        assert "zebedee" not in drawn.lower()

    def test_labels_come_from_the_playbook_not_from_the_entry(self, home: Home, tmp_path: Path) -> None:
        answers = (
            f"{LOSS}- reason: price.rate_rise — Zebedee's price: After Zebedee heard\n"
            "- my_guess: other — Zebedee's guess\n"
            "- control: mine — Mine and Zebedee's\n"
            "- monthly_value: 1200.00 EUR\n"
            "- fit: 80 core — Zebedee and such\n"
        )
        home.begin("lost", "Zebedee", answers)
        home.begin("lost", "Acme", answers.replace("price.rate_rise", "gone").replace("80 core", "7 gone"))

        ended = run("stats", "--svg", str(tmp_path / "figures.svg"))

        drawn = (tmp_path / "figures.svg").read_text(encoding="utf-8")
        assert 0 == ended.returncode, ended.stderr
        assert {"Price", "gone", "Most of it"} <= set(words(drawn))
        assert "zebedee" not in drawn.lower()

    def test_it_does_not_say_what_you_earn(self, home: Home, tmp_path: Path) -> None:
        home.begin("lost", "Acme", LOSS + "- monthly_value: 1200.00 EUR\n")
        (home.folder / "config.toml").write_text("monthly_income = 4321\n", encoding="utf-8")

        run("stats", "--svg", str(tmp_path / "figures.svg"))

        drawn = (tmp_path / "figures.svg").read_text(encoding="utf-8")
        assert "€1,200.00" in words(drawn)
        assert "4,321" not in drawn

    def test_a_picture_that_is_there_is_replaced_and_keeps_its_mode(self, home: Home, tmp_path: Path) -> None:
        home.begin("lost", "Acme", ANSWERS)
        path = tmp_path / "figures.svg"
        path.write_text(picture("An older one", PANELS), encoding="utf-8")
        path.chmod(0o644)

        run("stats", "--svg", str(path))

        assert "Price" in words(path.read_text(encoding="utf-8"))
        assert 0o644 == stat.S_IMODE(path.stat().st_mode)
        assert [path] == [one for one in tmp_path.iterdir() if one.is_file()]

    def test_a_folder_that_is_not_there_is_said_in_words(self, home: Home, tmp_path: Path) -> None:
        home.begin("lost", "Acme", ANSWERS)

        ended = run("stats", "--svg", str(tmp_path / "nowhere" / "figures.svg"))

        assert (1, "") == (ended.returncode, ended.stdout)
        assert "folder is not there" in ended.stderr
        assert "hint: Make that folder first. Choose another name." in ended.stderr

    @pytest.mark.parametrize("content", ["My notes.\n", "<svg xmlns='http://www.w3.org/2000/svg'/>\n"])
    def test_what_is_no_picture_of_ours_stays_as_it_is(
        self, home: Home, tmp_path: Path, content: str
    ) -> None:
        entry = home.begin("lost", "Acme", ANSWERS)
        path = tmp_path / "figures.svg"
        path.write_text(content, encoding="utf-8")

        for there in (path, entry):
            before = there.read_bytes()
            ended = run("stats", "--svg", str(there))
            assert (1, "", before) == (ended.returncode, ended.stdout, there.read_bytes())
            assert f"{there} is not a picture drawn by playbook, so" in ended.stderr

    def test_an_empty_file_is_written(self, home: Home, tmp_path: Path) -> None:
        home.begin("lost", "Acme", ANSWERS)
        path = tmp_path / "figures.svg"
        path.touch()

        assert 0 == run("stats", "--svg", str(path)).returncode
        assert "Price" in words(path.read_text(encoding="utf-8"))

    def test_what_is_no_file_is_not_waited_for(self, home: Home, tmp_path: Path) -> None:
        home.begin("lost", "Acme", ANSWERS)
        os.mkfifo(tmp_path / "figures.svg")

        ended = run("stats", "--svg", str(tmp_path / "figures.svg"))

        assert (1, "") == (ended.returncode, ended.stdout)
        assert "it is not a file" in ended.stderr

    def test_a_tilde_is_the_home_folder(self, home: Home) -> None:
        home.begin("lost", "Acme", ANSWERS)

        run("stats", "--svg", "~/figures.svg")

        assert "Price" in words((home.folder.parent / "figures.svg").read_text(encoding="utf-8"))

    def test_a_dash_is_standard_output(self, home: Home) -> None:
        home.begin("lost", "Acme", ANSWERS)

        ended = run("stats", "--svg", "-")
        assert (0, "") == (ended.returncode, ended.stderr)
        assert "Price" in words(ended.stdout)

        both = run("stats", "--json", "--svg", "-")
        assert (2, "") == (both.returncode, both.stdout)

    def test_it_goes_with_json(self, home: Home, tmp_path: Path) -> None:
        home.begin("lost", "Acme", ANSWERS)

        ended = run("stats", "--json", "--svg", str(tmp_path / "figures.svg"))

        assert ended.stdout.startswith("{")
        assert (tmp_path / "figures.svg").exists()
