"""Modules that libraries import as they begin, for what is hardly ever done: left until it is.

The first question waits for every import. This is a tenth of the time to it. From Python 3.15 on,
`lazy import` (PEP 810) can do it; `importlib.util.LazyLoader` cannot, for on Python 3.11 the next import of
the same module loads it.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

# With each, what is imported from it by name, to be called or not at all.
_LATER = {
    "asyncio.sslproto": (),
    "asyncio.staggered": (),
    "base64": (),
    "bz2": (),
    "difflib": ("get_close_matches",),
    "importlib.metadata": ("entry_points",),
    "linecache": (),
    "locale": (),
    "lzma": (),
    "pickle": ("dumps", "loads"),
    "prompt_toolkit.completion.fuzzy_completer": ("FuzzyCompleter", "FuzzyWordCompleter"),
    "prompt_toolkit.formatted_text.html": ("HTML",),
    "prompt_toolkit.key_binding.bindings.vi": ("load_vi_bindings", "load_vi_search_bindings"),
    "prompt_toolkit.shortcuts.choice_input": ("choice",),
    "prompt_toolkit.shortcuts.dialogs": (
        "button_dialog",
        "checkboxlist_dialog",
        "input_dialog",
        "message_dialog",
        "progress_dialog",
        "radiolist_dialog",
        "yes_no_dialog",
    ),
    "prompt_toolkit.shortcuts.progress_bar": ("ProgressBar", "ProgressBarCounter"),
    "questionary.form": ("Form", "FormField", "form"),
    "questionary.prompt": ("prompt", "unsafe_prompt"),
    "questionary.prompts.autocomplete": ("autocomplete",),
    "questionary.prompts.path": ("path",),
    "rich.markup": ("render",),
    "secrets": (),
    "shlex": (),
    "tempfile": (),
    "urllib.parse": ("quote_from_bytes",),
    "zlib": (),
}


def leave_modules_for_later() -> None:
    """Spare whatever is imported from here on the modules that it most likely does not need."""
    # Nothing here ever talks to a network. Prompts run on asyncio, which does without TLS where there is
    # none. None makes an import of it fail.
    sys.modules["ssl"] = None  # type: ignore[assignment]  # None is how an import is made to fail
    # Looking for plugins of pydantic reads the metadata of every installed package; none is wanted here.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for name, called in _LATER.items():
        if name not in sys.modules:
            sys.modules[name] = later = _Later(name, called)
            package, _, within = name.rpartition(".")
            if package in sys.modules:
                setattr(sys.modules[package], within, later)


class _Later(ModuleType):
    """Stands in for a module, and loads it once anything in it is used.

    It has no `__spec__`, so `importlib.util.find_spec` refuses it; and what is assigned to it is not assigned
    to the module. Nothing here does either with any of these modules.

    Args:
        name: The module.
        called: What is imported from it by name; the module is loaded when any of it is called.
    """

    def __init__(self, name: str, called: tuple[str, ...]) -> None:
        super().__init__(name)
        for function in called:
            setattr(self, function, partial(self._call, function))

    def _call(self, function: str, *arguments: object, **named: object) -> object:
        return self.__getattr__(function)(*arguments, **named)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - anything can be in a module
        # An import asks for some of these, and so does whoever goes through all modules.
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)
