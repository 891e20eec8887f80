package dev.gatelock.sim;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which port calls shall fail, and how. */
final class Faults {
    /** Calls that have no way to report a fault. */
    private static final Set<Op> SILENT = EnumSet.of(
            Op.UNLOCK,
            Op.LOCK_SHOWN,
            Op.AT_PATH,
            Op.CLOSE,
            Op.LOOK,
            Op.PIN,
            Op.CHECK,
            Op.SIGNAL,
            Op.LOCKS,
            Op.FDINFO,
            Op.ENVIRONMENTS,
            Op.PROBE_UNLOCK,
            Op.AWAIT);

    private final List<Planned> planned = new ArrayList<>();
    private int struck;

    /** The {@code nth} fallible call of the process, counted from 1, fails. */
    void failNth(String process, int nth, Fault fault) {
        planned.add(new Planned(process, null, nth, fault));
    }

    /** The {@code nth} call of that kind fails. */
    void failNth(String process, Op op, int nth, Fault fault) {
        planned.add(new Planned(process, op, nth, fault));
    }

    /** Nothing is planned. */
    boolean none() {
        return planned.isEmpty();
    }

    /** How many faults have happened. */
    int struck() {
        return struck;
    }

    void strike(SimProcess caller, Op op, String subject) throws PortException {
        if (planned.isEmpty() || SILENT.contains(op)) {
            return;
        }
        for (Planned plan : planned) {
            if (plan.process.equals(caller.name) && (plan.op == null || plan.op == op) && ++plan.seen == plan.nth) {
                struck++;
                throw new PortException(plan.fault, op.label(), subject, "injected " + plan.fault);
            }
        }
    }

    private static final class Planned {
        final String process;
        final Op op;
        final int nth;
        final Fault fault;
        int seen;

        Planned(String process, Op op, int nth, Fault fault) {
            this.process = process;
            this.op = op;
            this.nth = nth;
            this.fault = fault;
        }
    }
}
