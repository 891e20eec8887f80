"""Wrong: a record with our own pid is another instance, as in a container where every start has the same pid."""
from _base import main, os, refuse_if

refuse_if(lambda record: record["pid"] == os.getpid())

main()
