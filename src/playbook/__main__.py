"""`playbook`, and `python -m playbook`."""

import gc
import sys


def run() -> None:
    """Run the command line."""
    # Importing makes much and drops little. A walk collects again once it has begun.
    gc.disable()
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
