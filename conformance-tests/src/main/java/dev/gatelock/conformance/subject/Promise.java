package dev.gatelock.conformance.subject;

/** Where the capabilities of a subject come from. */
public enum Promise {
    /** The manifest lists them: it is taken at its word, also in what it leaves out. */
    LISTED,
    /**
     * The manifest says nothing about capabilities: what the first start shows counts, and exclusion is expected to survive the
     * deletion of the files that the manifest names, since that is what people did to a gateway that would not start (#28561).
     */
    AS_SEEN
}
