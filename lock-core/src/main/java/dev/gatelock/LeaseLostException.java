package dev.gatelock;

/** The lock is no longer ours: stop everything that only the owner may do. */
public final class LeaseLostException extends GatelockException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message how it was noticed, never null
     * @param cause may be null
     */
    public LeaseLostException(String message, Throwable cause) {
        super(Category.LOST, message, "Stop the work and start again; a start is safe at any time.", cause);
    }
}
