package dev.gatelock.conformance.check;

import java.util.List;
import java.util.Set;

/**
 * What a systemd unit does when its process ends: {@code Restart=}, {@code RestartPreventExitStatus=},
 * {@code RestartForceExitStatus=}, {@code RestartSec=}, {@code StartLimitBurst=} in {@code StartLimitIntervalSec=}. Pure; the
 * order of the rules is systemd's own (prevented before forced before the general rule).
 *
 * <p>An exit status is as a shell sees it, 128 plus n for a process that signal n ended, since that is all that can be seen
 * from outside. systemd counts a process that SIGTERM, SIGINT, SIGHUP or SIGPIPE ended by itself as clean; here it counts as
 * failed like one that exited with that number, which no subject with a handler of its own can notice.
 *
 * @param restart the general rule
 * @param prevent exit codes after which it stays down whatever the rule says
 * @param force exit codes after which it is started again whatever the rule says
 * @param pauseSeconds between an end and the next start
 * @param limit of starts
 */
public record RestartPolicy(Rule restart, Set<Integer> prevent, Set<Integer> force, double pauseSeconds, Limit limit) {

    /** {@code Restart=}. */
    public enum Rule {
        NO,
        ON_FAILURE,
        ALWAYS
    }

    /**
     * So many starts within so many seconds, and none more.
     *
     * @param burst as {@code StartLimitBurst=}; 0 switches the limit off
     */
    public record Limit(int burst, double intervalSeconds) {}

    public RestartPolicy {
        prevent = Set.copyOf(prevent);
        force = Set.copyOf(force);
    }

    /** Whether it is to be started again after such an end. */
    public boolean restartsAfter(int status) {
        if (prevent.contains(status)) {
            return false;
        }
        if (force.contains(status)) {
            return true;
        }
        return restart == Rule.ALWAYS || restart == Rule.ON_FAILURE && status != 0;
    }

    /**
     * Whether one more start is one too many: the unit fails for good then.
     *
     * @param starts the moments of the starts so far, in nanoseconds
     */
    public boolean exhausted(List<Long> starts, long now) {
        long since = now - (long) (limit.intervalSeconds() * 1e9);
        return limit.burst() > 0 && starts.stream().filter(t -> t > since).count() >= limit.burst();
    }
}
