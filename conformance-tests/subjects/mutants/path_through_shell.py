"""Wrong: the record is moved into place by a shell command."""
from _base import g, main, os

write = g.write_atomically


def through_shell(home, name, value):
    write(home, name + ".new", value)
    os.system("cd %s 2>/dev/null && mv %s.new %s" % (home, name, name))


g.write_atomically = through_shell

main()
