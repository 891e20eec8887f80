package dev.gatelock.conformance.subject;

/** The manifest cannot be used; the message says where and what to write instead. */
public final class ManifestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ManifestException(String message) {
        super(message);
    }
}
