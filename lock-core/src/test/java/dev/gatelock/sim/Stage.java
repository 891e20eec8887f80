package dev.gatelock.sim;

/** What a program stands on: the port calls, and what a {@link Me} can do besides. */
interface Stage extends PortGate {
    /** Waits for SIGTERM. */
    void serve(SimProcess caller);

    /** A step that is no port call. */
    void step(SimProcess caller, Op op, String what, Runnable action);

    /** Starts another program, as a step; the process. */
    SimProcess spawn(SimProcess caller, World.Starting starting);

    /** SIGKILL, by its own wish. */
    void crash(SimProcess caller);

    /** Something that is part of the step before: it happens at once, and each time that step is taken. */
    void at(SimProcess caller, Runnable effect);

    /** A line in the trace, after which the rules are checked. */
    void note(SimProcess caller, String text);

    /** Breaks a rule of the scenario's own. */
    void fail(SimProcess caller, String text);

    /** What the rules say when a program throws. */
    static String unexpected(SimProcess process, Throwable e) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement element : e.getStackTrace()) {
            if (element.getClassName().startsWith("dev.gatelock") && text.length() < 600) {
                text.append("\n       at ").append(element);
            }
        }
        return process + " fails unexpectedly: " + e + text;
    }
}
