package dev.gatelock.spi;

/** What became of a signal. */
public enum SignalResult {
    /** Delivered or pending. */
    SENT,
    /** The process is gone. */
    GONE,
    /** It exists and we may not signal it: it is alive and belongs to somebody else. */
    DENIED,
    /** This platform has no such signal. */
    UNSUPPORTED
}
