"""`python -m conformance.cli`: the same as the moondiff command."""

from conformance.cli import main

main()
