package dev.gatelock.internal.json;

/** A text is not the JSON that it should be. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param why for people, never null
     */
    public MalformedJsonException(String why) {
        super(why);
    }
}
