"""Wrong: a blank value of the home's variable is the name of a directory."""
from _base import g, main, os

if os.environ.get("GATEWAY_HOME", "").isspace():
    os.environ["GATEWAY_HOME"] = os.path.join(os.environ["HOME"], "blank")

main()
