"""What is done before the first question, and what is not."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Annotated, TypeAlias

import pytest
from homes import PLAYBOOK
from prompt_toolkit.application import Application
from prompt_toolkit.input import DummyInput
from prompt_toolkit.output import DummyOutput
from pydantic import BaseModel
from pydantic_core import core_schema
from terminal import Terminal

from playbook.faces.keys import make_default_keys_once
from playbook.later import _LATER, _Later
from playbook.model.base import Once


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


def test_a_module_of_a_package_is_found_in_it_too() -> None:
    code = (
        "from playbook.later import leave_modules_for_later\n"
        "leave_modules_for_later()\n"
        "import importlib.metadata\n"
        "print(type(importlib.metadata).__name__, importlib.metadata.version('pytest'))\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")  # noqa: S603 - our own words

    assert ["_Later", pytest.__version__] == ended.stdout.split()


def test_everything_can_be_imported_from_a_module(colours: _Later) -> None:
    names: dict[str, object] = {}
    exec("from colorsys import *", names)  # noqa: S102 - it stands for what a library may do

    assert "rgb_to_hls" in names
    assert colours is not sys.modules["colorsys"]


def test_to_look_at_every_module_loads_none(colours: _Later) -> None:
    assert not [module for module in list(sys.modules.values()) if hasattr(module, "__nothing__")]
    assert colours is sys.modules["colorsys"]


@pytest.mark.parametrize("plain", [False, True])
def test_what_nobody_needs_before_the_first_question_is_not_loaded(plain: bool, tmp_path: Path) -> None:
    told = tmp_path / "told"
    (tmp_path / "sitecustomize.py").write_text(
        "import signal, sys\n"
        "def tell(*_):\n"
        "    from playbook.later import _LATER, _Later\n"
        "    loaded = {name for name in _LATER if type(sys.modules.get(name)) is not _Later}\n"
        f"    open({str(told)!r}, 'w').write(f'{{loaded - before}} of {{len(_LATER)}}\\n')\n"
        "signal.signal(signal.SIGUSR1, tell)\n"
        # Rich 13 imports `attrs` where that is installed, as it is beside the tests, which takes this one.
        "before = {'linecache', *sys.modules}\n",
        encoding="utf-8",
    )
    words, extra = ["lost", "Acme", *(["--plain"] if plain else [])], {"PYTHONPATH": str(tmp_path)}
    with Terminal(*words, command=PLAYBOOK, extra=extra) as terminal:
        terminal.expect("How did the news reach you?")
        terminal.kill(signal.SIGUSR1)
        terminal.until(lambda: told.exists() and told.read_text().endswith("\n"), "what is loaded")

    assert f"set() of {len(_LATER)}\n" == told.read_text()


def test_the_keys_of_prompts_are_made_once() -> None:
    make_default_keys_once()
    first, second = (Application[None](input=DummyInput(), output=DummyOutput()) for _ in range(2))

    assert first._default_bindings is second._default_bindings
    made_by = {binding.handler.__module__.rpartition(".")[2] for binding in first._default_bindings.bindings}
    assert {"basic", "named_commands", "emacs"} <= made_by
    assert "vi" not in made_by


class Counted:
    """A type that counts how often its schema is built."""

    built = 0

    @classmethod
    def __get_pydantic_core_schema__(cls, _: type, __: object) -> core_schema.CoreSchema:
        cls.built += 1
        return core_schema.any_schema()


Shared: TypeAlias = Annotated[Counted, Once()]


def test_the_schema_of_a_type_is_built_once() -> None:
    class One(BaseModel):
        first: Shared
        second: Shared | None

    class Other(BaseModel):
        first: Shared

    One.model_validate({"first": "x", "second": None})
    Other.model_validate({"first": "y"})
    assert 1 == Counted.built
