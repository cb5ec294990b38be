"""`python -m hall.cli` is `hall`."""

from hall.cli import main

main()
