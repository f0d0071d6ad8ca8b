"""`playbook`, and `python -m playbook`."""

import gc
import os
import sys


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
