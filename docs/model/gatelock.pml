/* The protocol of gatelock as a small model, for readers who trust a model checker more than our own scheduler.
 *
 * In it: what the name gateway.lock means and which inode is locked, the lock on the home itself, gateway.takeover, the record and
 * who wrote it, processes that are killed at any step, pids that are given to somebody else, replacers with their sample,
 * an operator who deletes the lock file, a supervisor that starts the old one again.
 * Not in it: waiting times, torn contents, full disks, namespaces, users; a graceful end and a forced one are the same step.
 *
 * -DNO_... leaves a safeguard out; the numbers below choose the situation. check.sh runs all of them.
 * One statement, one atomic or one d_step is one system call, or several that nobody can come between.
 */
#ifndef STARTERS
#define STARTERS 0              /* plain starts */
#endif
#ifndef REPLACERS
#define REPLACERS 0             /* starts with --replace */
#endif
#ifndef INCUMBENT
#define INCUMBENT 0             /* 1: process 1 is at work before the others start */
#endif
#ifndef RESTART
#define RESTART 0               /* 1: the incumbent is started again when it has ended; that is process N */
#endif
#ifndef CRASHES
#define CRASHES 0               /* how many are killed, each at any step */
#endif
#ifndef RECYCLES
#define RECYCLES 0              /* how many pids of the dead are given to an innocent */
#endif
#ifndef DELETIONS
#define DELETIONS 0             /* how often an operator deletes gateway.lock */
#endif
#ifndef UNLINKER
#define UNLINKER 0              /* 1: the incumbent is of another make: no home lock, no record, unlinks at its end */
#endif
#ifndef ASKED
#define ASKED 0                 /* 1: somebody asks the incumbent to end */
#endif
#define N (INCUMBENT + STARTERS + REPLACERS + RESTART)
#define FRESH (N + 1)           /* a start after everybody else is done or dead: must get it (I7) */
#define MAXINODE 5

mtype = { start, replace };

/* the kernel */
byte name;                      /* the inode that gateway.lock means; 0: there is no such name */
byte inodes;
byte flocked[MAXINODE];         /* who has the lock on an inode */
byte homelock;
byte takeover;
bool killed[FRESH + 1];         /* runs no more, and has its locks still */
bool gone[FRESH + 1];           /* has nothing any more */
bool recycled[FRESH + 1];       /* its pid means an innocent */
bool termed[FRESH + 1];

byte record;                    /* whom gateway.pid names */

/* what is checked */
bool atwork[FRESH + 1];
byte actives;
byte claims;                    /* how often it was claimed */
byte claimed[FRESH + 1];        /* the how manieth claim was its own */
bool settled[FRESH + 1];        /* its start has come to an end */
byte unsettled = N;
byte replacing;                 /* who has ended the owner and has not claimed yet */

#define BROKEN(text) printf(text); assert(false)

inline drop(p) {
    byte i;
    for (i : 1 .. MAXINODE - 1) {
        if :: flocked[i] == p -> flocked[i] = 0 :: else fi
    }
    i = 0;
    if :: homelock == p -> homelock = 0 :: else fi;
    if :: takeover == p -> takeover = 0 :: else fi
}

inline settle(p) {
    if :: !settled[p] -> settled[p] = true; if :: p <= N -> unsettled-- :: else fi :: else fi
}

inline rest(p) {
    if :: atwork[p] -> atwork[p] = false; actives-- :: else fi
}

proctype program(byte me; mtype what) {
    byte fd, owner, sample, asked;
    bool got, pinnedinnocent;
    {
        if
        :: what == replace ->
            atomic { sample = record; asked = claims }
        :: else
        fi;
again:
#ifdef RECORD_BLOCKS
        if :: atomic { record != 0 && record != me -> settle(me) }; goto out :: else fi;
#endif
#ifndef NO_TAKEOVER_LOCK
        atomic {                /* replacers keep it until they are done; starters while they try */
            (takeover == 0 || takeover == me);
            if :: takeover == 0 -> takeover = me :: else fi
        };
#endif
        got = true;
#ifndef NO_HOME_LOCK
        atomic {
            if
            :: UNLINKER && INCUMBENT && me == 1
            :: else -> if :: homelock == 0 -> homelock = me :: else -> got = false fi
            fi
        };
#endif
        if
        :: got ->
            atomic {            /* open, or create exclusively */
                if :: name == 0 -> inodes++; assert(inodes < MAXINODE); name = inodes :: else fi;
                fd = name
            };
            atomic { if :: flocked[fd] == 0 -> flocked[fd] = me :: else -> got = false fi };
#ifndef NO_INODE_CHECK
            atomic {            /* what is locked must be what the name means now */
                if :: got && name != fd -> flocked[fd] = 0; got = false :: else fi
            };
#endif
#ifndef NO_HOME_LOCK
            atomic { if :: !got && homelock == me -> homelock = 0 :: else fi }
#endif
        :: else
        fi;
        if
        :: got -> goto mine
        :: else
        fi;
        atomic { owner = record };
        if
        :: what == start ->
#ifndef NO_TAKEOVER_LOCK
            d_step { takeover = 0 };
#endif
            if
#ifdef RECORD_BLOCKS
            :: atomic { owner != 0 -> settle(me) }; goto out    /* #13655: whoever is named is believed to live */
#else
            :: atomic { owner != 0 && !killed[owner] && !gone[owner] && !termed[owner] -> settle(me) }; goto out
#endif
            :: owner == 0 || killed[owner] || gone[owner] || termed[owner] -> skip    /* it is leaving */
            fi
        :: what == replace && owner != 0 ->
#ifndef NO_GENERATION
            if
            :: owner != sample ->
                atomic { settle(me); if :: takeover == me -> takeover = 0 :: else fi };
                goto out                                        /* superseded */
            :: else
            fi;
#endif
#ifdef VERIFY_THEN_PIN
            atomic { if :: killed[owner] || gone[owner] || record != owner -> goto wait :: else fi };
            d_step { pinnedinnocent = recycled[owner] };
#else
            d_step { pinnedinnocent = recycled[owner] };
            atomic { if :: killed[owner] || gone[owner] || record != owner -> goto wait :: else fi };
#endif
            atomic {            /* through the pin: it reaches the process that was pinned, or nobody */
                if
                :: pinnedinnocent -> BROKEN("BROKEN I5 an innocent is signalled\n")
                :: !pinnedinnocent && claimed[owner] > asked -> BROKEN("BROKEN I6 the new owner is ended\n")
                :: !pinnedinnocent && claimed[owner] <= asked && !gone[owner] ->
                    termed[owner] = true;
                    replacing = me
                :: else
                fi
            }
        :: else
        fi;
wait:
        (homelock == 0 || homelock == me || record != owner);   /* never busy: until something has changed */
        (name == 0 || flocked[name] == 0 || record != owner);
        goto again;
mine:
        atomic {                /* the record and its copy, then the outside */
            if :: flocked[fd] != me -> BROKEN("BROKEN I4 the lock file is written without its lock\n") :: else fi;
            record = me;
            claims++;
            claimed[me] = claims;
            if :: takeover == me -> takeover = 0 :: else fi;
#if RESTART
            if :: me == N && replacing != 0 && !killed[replacing] -> BROKEN("BROKEN slip the restarted one came between\n") :: else fi;
#endif
            if :: replacing == me -> replacing = 0 :: else fi
        };
        atomic {
            atwork[me] = true;
            actives++;
            settle(me);
#ifndef TWO_MAY_HOLD
            if :: actives > 1 -> BROKEN("BROKEN I1 two are at work\n") :: else fi;
#endif
            skip
        };
        (termed[me]);
#ifdef OUTSIDE_LAST
        d_step { drop(me); BROKEN("BROKEN I8 at work without a lock\n") };
#endif
        d_step { rest(me) };
#ifdef RELEASE_FIRST
        d_step { drop(me) };
#endif
        atomic { owner = record };
        if                      /* remove the record if it names us: looking and removing are two calls */
#ifdef NO_OWNER_CHECK
        :: true
#else
        :: owner == me
#endif
            -> atomic {
                if :: record != 0 && record != me && atwork[record] -> BROKEN("BROKEN record of somebody at work removed\n") :: else fi;
                record = 0
            }
        :: else
        fi;
        atomic {                /* empty the copy through our descriptor */
            if :: flocked[fd] != me -> BROKEN("BROKEN I4 the lock file is written without its lock\n") :: else fi
        };
        atomic { if :: UNLINKER && INCUMBENT && me == 1 -> name = 0 :: else fi };
out:    skip
    } unless { killed[me] };
    d_step {                    /* the kernel closes what it had open, when it gets to it */
        rest(me);
        drop(me);
        gone[me] = true;
        settle(me)
    }
}

/* Kills one at any time, or never. */
proctype crasher() {
    byte p;
    select (p : 1 .. N);
end: atomic { !killed[p] && !gone[p] -> killed[p] = true; rest(p) }
}

proctype recycler() {
    byte p;
    select (p : 1 .. N);
    gone[p];
    recycled[p] = true
}

proctype operator() {
    name = 0
}

proctype asker() {
    termed[1] = true
}

proctype supervisor() {
    gone[1];
    run program(N, start)
}

/* I7: once every start has come to its end and nobody is at work, a fresh one gets it. */
proctype fresh() {
    (unsettled == 0 && actives == 0);
    run program(FRESH, start)
}

init {
    byte p;
    atomic {
#if INCUMBENT
        run program(1, start);
#endif
        skip
    };
#if INCUMBENT
    (atwork[1]);
#if UNLINKER
    record = 0;
#endif
#endif
    atomic {
        do
        :: p < STARTERS -> p++; run program(INCUMBENT + p, start)
        :: p >= STARTERS && p < STARTERS + REPLACERS -> p++; run program(INCUMBENT + p, replace)
        :: else -> break
        od;
        p = 0;
#if RESTART
        run supervisor();
#endif
        do
        :: p < CRASHES -> p++; run crasher()
        :: else -> break
        od;
        p = 0;
#if RECYCLES
        run recycler();
#endif
#if DELETIONS
        run operator();
#endif
#if ASKED
        run asker();
#endif
        run fresh()
    }
}

/* Somebody gets it, and keeps it. Nothing here waits by trying again and again, so no fairness is needed. */
ltl progress { <> [] (actives == 1) }
