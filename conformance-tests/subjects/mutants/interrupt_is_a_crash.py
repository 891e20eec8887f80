"""Wrong: Ctrl+C ends with the status of a crash."""
from _base import main
from _interrupted import after_interrupt

after_interrupt(lambda claim, code: 1)

main()
