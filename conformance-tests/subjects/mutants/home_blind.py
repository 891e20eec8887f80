"""Wrong: the live owner of another home counts as the owner of this one."""
from _base import g, main, refuse_if

refuse_if(lambda record: g.describes_live(record) == "same")

main()
