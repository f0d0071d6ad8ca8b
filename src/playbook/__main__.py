"""`playbook`, and `python -m playbook`."""

import gc
import os
import sys
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

# What the libraries import as they begin, for what nobody does before the first question: a fifteenth of the
# time to it. With each, the functions that are imported from it by name. From Python 3.15 on, `lazy import`
# (PEP 810) can do this.
_LATER = {
    "base64": (),
    "bz2": (),
    "difflib": ("get_close_matches",),
    "importlib.metadata": ("entry_points",),
    "linecache": (),
    "locale": (),
    "lzma": (),
    "pickle": ("dumps", "loads"),
    "secrets": (),
    "shlex": (),
    "tempfile": (),
    "zlib": (),
}


class _Later(ModuleType):
    """Stands in for a module that a library imports and hardly ever uses; loads it once anything in it is.

    Args:
        name: The module.
        functions: Those that are imported from it by name, and can be without being called.
    """

    def __init__(self, name: str, *functions: str) -> None:
        super().__init__(name)
        for function in functions:
            setattr(self, function, partial(self._called, function))

    def _called(self, function: str, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - any function's
        return self.__getattr__(function)(*arguments, **named)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - anything can be in a module
        if name.startswith("__"):  # An import asks for some of these.
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def run() -> None:
    """Run the command line."""
    # Importing makes much and drops little: collecting meanwhile is a tenth of the time to the first
    # question. A walk collects again once it has begun.
    gc.disable()
    # Nothing here ever talks to a network. Prompts run on asyncio, which does without TLS where there is
    # none; loading it takes a fiftieth of the time to the first question. None makes an import of it fail.
    sys.modules["ssl"] = None  # type: ignore[assignment]  # None is how an import is made to fail
    # Looking for plugins of pydantic reads the metadata of every installed package; none is wanted here.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for name, functions in _LATER.items():
        sys.modules.setdefault(name, _Later(name, *functions))

    try:
        from playbook.cli.app import main

        main(sys.argv[1:])
    except KeyboardInterrupt:  # Before there is anything to save.
        sys.exit(130)
    except RuntimeError as error:
        # What Python 3.11 makes of a Ctrl-C that comes while a class is made.
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        sys.exit(130)


if __name__ == "__main__":
    run()
