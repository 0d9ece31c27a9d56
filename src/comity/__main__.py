"""`python -m comity` is the command line."""

from comity.cli.main import main

main()
