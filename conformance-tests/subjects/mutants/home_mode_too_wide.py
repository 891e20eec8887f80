"""Wrong: the home is made with a mode that lets others look into it."""
from _base import g, main, os

makedirs = os.makedirs
os.makedirs = lambda path, mode=0o777, exist_ok=False: makedirs(path, 0o755, exist_ok)

main()
