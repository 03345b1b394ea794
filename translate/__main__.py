"""`python -m translate` is `tarjoman`."""

from translate.cli.app import main

main()
