package dev.gatelock.conformance.run;

import java.io.IOException;

/** The machine does not let the suite set up a stage: no temporary folder, no loopback port. */
public final class UncheckedStageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UncheckedStageException(IOException cause) {
        super(cause);
    }
}
