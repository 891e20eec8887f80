"""Wrong: --replace ends the incumbent without having tried whether it can write anything, as on a full disk."""
from _base import g, main, os

import signal


def end(home, record):
    """The signal comes first, whatever is found out afterwards."""
    if not record or g.describes_live(record) != "same" or record["pid"] not in g.holders(home)[1]:
        return
    try:
        handle = os.pidfd_open(record["pid"])
    except ProcessLookupError:
        return
    if g.describes_live(record) == "same":
        g.takeover_marker(home, record)
        for number in (signal.SIGTERM, signal.SIGCONT):
            try:
                signal.pidfd_send_signal(handle, number)
            except ProcessLookupError:
                pass
            except PermissionError:
                raise g.Exit(g.DENIED, "not allowed to end the incumbent: " + g.refusal(home))


def claim_by_replacing(home):
    asked = g.stat_of(os.getpid())[1]
    sampled = g.owner_record(home) if g.holders(home)[0] else None
    queue = g.open_lock_file(os.path.join(home, g.TAKEOVER))
    if not g.wait_for(lambda: g.try_flock(queue), g.WAIT + g.GRACE):
        raise g.Exit(g.REFUSED, "another takeover is in progress: " + g.refusal(home))
    claim = g.try_claim(home)
    if claim is None:
        g.wait_for(lambda: g.owner_record(home) or not g.holders(home)[0], 1.0)
        current = g.owner_record(home)
        younger = current and isinstance(current.get("claimed_ticks"), int) and current["claimed_ticks"] > asked
        other = g.identity_key(current) != g.identity_key(sampled) or younger
        if current and g.describes_live(current) == "same" and other:
            raise g.Exit(g.REFUSED, "superseded: " + g.refusal(home))
        try:
            end(home, current)
            claim = g.evict(home, current)
        finally:
            g.remove(os.path.join(home, g.TAKEOVER_MARKER))
        if current:
            g.void_scopes(current)
    return claim, queue


g.claim_by_replacing = claim_by_replacing

main()
