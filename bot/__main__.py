"""Run the ``dateline`` command with ``python -m bot``; nobody imports this file."""

from bot.cli import main

if __name__ == "__main__":
    main()
