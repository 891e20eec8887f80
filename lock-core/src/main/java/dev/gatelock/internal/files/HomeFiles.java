package dev.gatelock.internal.files;

/** The names in a home. They are a contract with other implementations. */
public final class HomeFiles {
    /** The kernel lock, and a copy of the owner record. Never removed, renamed or truncated through the path (I4). */
    public static final String LOCK = "gateway.lock";

    /** The kernel lock that lets one replacer work at a time. Never removed. */
    public static final String TAKEOVER = "gateway.takeover";

    /** The owner record. */
    public static final String PID = "gateway.pid";

    /** What the owner tells about itself. */
    public static final String STATE = "gateway_state.json";

    /** A replacer's word to the owner that it replaces. */
    public static final String TAKEOVER_MARKER = ".gateway-takeover.json";

    /** An operator's word to the owner that it stops. */
    public static final String PLANNED_STOP_MARKER = ".gateway-planned-stop.json";

    /** When starts were tried, one line of epoch seconds each. */
    public static final String STARTS = "gateway-starts.log";

    private HomeFiles() {}
}
