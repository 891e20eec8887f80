"""Wrong: whatever stands in a leftover as its generation is counted on from."""
from _base import g, main

g.generation_of = lambda record: record["generation"] if isinstance(record.get("generation"), int) else 0

main()
