"""What is done before the first question, and what is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from homes import PATIENCE
from prompt_toolkit.application import Application
from prompt_toolkit.input import DummyInput
from prompt_toolkit.output import DummyOutput

import playbook.faces.keys  # noqa: F401 - it is what has the bindings made once
from playbook.later import _Later


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> _Later:
    later = _Later("colorsys", ("rgb_to_yiq",))
    monkeypatch.setitem(sys.modules, "colorsys", later)
    return later


def test_a_module_is_loaded_once_a_function_of_it_is_called(colours: _Later) -> None:
    from colorsys import rgb_to_yiq

    assert colours is sys.modules["colorsys"]
    assert (0, 0, 0) == rgb_to_yiq(0, 0, 0)
    assert Path(sys.modules["colorsys"].__file__ or "").is_file()


def test_a_module_is_loaded_once_anything_else_of_it_is_asked_for(colours: _Later) -> None:
    import colorsys

    assert 1 / 3 == colorsys.ONE_THIRD
    assert (0, 0, 0) == colorsys.rgb_to_yiq(0, 0, 0)
    assert colours is not sys.modules["colorsys"]
    with pytest.raises(AttributeError, match=r"module 'colorsys' has no attribute 'blue'"):
        _ = colorsys.blue  # type: ignore[attr-defined]  # that is what is tested


def test_to_look_at_every_module_loads_none(colours: _Later) -> None:
    assert not [module for module in list(sys.modules.values()) if hasattr(module, "__nothing__")]
    assert colours is sys.modules["colorsys"]


def test_what_nobody_needs_before_the_first_question_is_not_loaded(tmp_path: Path) -> None:
    code = """
import atexit, sys
before = set(sys.modules)
from playbook import later
from playbook.__main__ import run
loaded = lambda: {n for n in later._LATER if type(sys.modules.get(n)) is not later._Later}
atexit.register(lambda: print(*loaded() - before))
run()
"""
    ended = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}\n{code}", "lost", "Acme"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PLAYBOOK_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
    )
    assert "How did the news reach you?" in ended.stderr
    assert "" == ended.stdout.strip()


def test_the_keys_of_prompts_are_made_once() -> None:
    first, second = (Application[None](input=DummyInput(), output=DummyOutput()) for _ in range(2))

    assert first._default_bindings is second._default_bindings
