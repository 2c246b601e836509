"""``python -m counterpoint``: the command line where the command is not on the path."""

from counterpoint.cli import main

if __name__ == "__main__":
    main()
