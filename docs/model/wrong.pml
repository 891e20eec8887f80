/* Ways to be the only one that look right; -DWRONG_... chooses one. See the shortest traces that our own scheduler found for the same
 * in lock-core/src/test/resources/dev/gatelock/sim/traces. P contenders; in some of them process 1 is a status command.
 */
#ifndef P
#define P 2
#endif
#define MAXINODE 6
#define DEAD 9                  /* the pid of somebody who died long ago */

byte name;                      /* the inode that the name means; 0: none */
byte inodes;
byte flocked[MAXINODE];
byte content[MAXINODE];         /* the pid written in it; 0: empty */
bool suspended[P + 1];
byte actives;
bool refused;                   /* a starter was turned away */
byte ended;

#define BROKEN(text) printf(text); assert(false)
#define FOREIGN(pid) (pid == 1 || pid == 2)     /* every contender is another user */

inline create_exclusively(fd, ok) {
    atomic {
        ok = (name == 0);
        if :: ok -> inodes++; assert(inodes < MAXINODE); name = inodes; fd = name :: else fi
    }
}

inline open_or_create(fd) {
    atomic {
        if :: name == 0 -> inodes++; assert(inodes < MAXINODE); name = inodes :: else fi;
        fd = name
    }
}

inline lock(fd, me, ok) {
    atomic {
        ok = (flocked[fd] == 0);
        if :: ok -> flocked[fd] = me :: else fi
    }
}

inline work() {
    atomic {
        actives++;
        if :: actives > 1 -> BROKEN("BROKEN I1 two are at work\n") :: else fi
    }
}

inline rest() { atomic { actives-- } }

#if defined(WRONG_UNLINK_STALE) || defined(WRONG_RENAME_ASIDE) || defined(WRONG_TRUNCATE_STALE)
proctype contender(byte me) {
    byte fd, seen, tries;
    bool ok;
    do
    :: tries < 3 ->
        tries++;
#ifdef WRONG_TRUNCATE_STALE
        fd = name;
        seen = content[fd];
        if
        :: seen == DEAD -> content[fd] = 0; content[fd] = me; work(); break
        :: else -> break
        fi
#else
        create_exclusively(fd, ok);
        if
        :: ok -> content[fd] = me; work(); break
        :: else ->
            atomic { fd = name; if :: fd == 0 -> goto next :: else fi };
            seen = content[fd];
            if :: seen != DEAD -> break :: else fi;
            name = 0            /* unlinked, or renamed aside: the name means nothing any more, whatever it meant */
        fi;
next:   skip
#endif
    :: else -> break
    od
}
#endif

#if defined(WRONG_UNLINK_WHILE_HELD) || defined(WRONG_UNLINK_AFTER_UNLOCK)
proctype contender(byte me) {
    byte fd;
    bool ok;
    open_or_create(fd);
    lock(fd, me, ok);
    if
    :: ok ->
        work();
        rest();
#ifdef WRONG_UNLINK_WHILE_HELD
        name = 0;
        flocked[fd] = 0
#else
        flocked[fd] = 0;
        name = 0
#endif
    :: else
    fi
}
#endif

#if defined(WRONG_PROBE_TIDIES) || defined(WRONG_PROBE_BY_LOCKING)
proctype contender(byte me) {
    byte fd;
    bool ok;
#ifdef WRONG_PROBE_TIDIES
    if
    :: me == 1 ->               /* status */
        atomic { fd = name; ok = (fd != 0 && flocked[fd] == 0) };
        if :: ok -> name = 0 :: else fi
    :: else ->
#else
    if
    :: me == 1 ->
        open_or_create(fd);
        lock(fd, me, ok);
        if :: ok -> flocked[fd] = 0 :: else fi
    :: else ->
#endif
        open_or_create(fd);
        lock(fd, me, ok);
        if :: ok -> work() :: else -> refused = true fi
    fi;
    atomic {
        ended++;
        if :: ended == P && actives == 0 -> BROKEN("BROKEN progress nobody got it\n") :: else fi
    }
}
#endif

#if defined(WRONG_BREAK_WHEN_RECORDED_DEAD) || defined(WRONG_EPERM_IS_DEAD) || defined(WRONG_STOPPED_IS_DEAD)
proctype contender(byte me) {
    byte fd, seen;
    bool ok, dead;
    open_or_create(fd);
    lock(fd, me, ok);
    if
    :: !ok ->
        seen = content[fd];
        dead = (seen == DEAD);
#ifdef WRONG_EPERM_IS_DEAD
        dead = dead || (seen != 0 && seen != me && FOREIGN(seen));
#endif
#ifdef WRONG_STOPPED_IS_DEAD
        dead = dead || (seen != 0 && seen != DEAD && suspended[seen]);
#endif
        if :: !dead -> goto out :: else fi;
        name = 0;
        open_or_create(fd);
        lock(fd, me, ok);
        if :: !ok -> goto out :: else fi
    :: else
    fi;
    content[fd] = me;
    work();
out: skip
}
#endif

init {
    byte p;
    atomic {
#if !defined(WRONG_PROBE_BY_LOCKING)
        inodes = 1;
        name = 1;
#if defined(WRONG_UNLINK_STALE) || defined(WRONG_RENAME_ASIDE) || defined(WRONG_TRUNCATE_STALE) || defined(WRONG_BREAK_WHEN_RECORDED_DEAD)
        content[1] = DEAD;
#endif
#endif
        for (p : 1 .. P) { run contender(p) }
    }
#ifdef WRONG_STOPPED_IS_DEAD
    suspended[1] = true
#endif
}
