"""Wrong: after a death that left a record it asks for a human, once."""
from _base import g, main, os, refuse_if

refuse_if(lambda record: record["pid"] != os.getpid() and g.describes_live(record) == "dead" and not record.get("seen")
          and g.write_atomically(os.environ["GATEWAY_HOME"], g.PID, dict(record, seen=True)) is None)

main()
