package dev.gatelock;

/** Thrown by {@link Claim#lease()} when there is no lease to give. */
public final class RefusedException extends GatelockException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /**
     * @param refusal never null
     */
    public RefusedException(Refusal refusal) {
        super(Category.REFUSED, refusal.message(), refusal.advice(), null);
        this.refusal = refusal;
    }

    /** The typed answer; null only after deserialization. */
    public Refusal refusal() {
        return refusal;
    }
}
