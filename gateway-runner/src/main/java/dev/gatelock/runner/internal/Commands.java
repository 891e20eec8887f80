package dev.gatelock.runner.internal;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;

/** Sentences about commands that cannot be started. */
final class Commands {
    private Commands() {}

    static String explain(String program, PortException e) {
        switch (e.fault()) {
            case NOT_FOUND:
                return "the command \"" + program + "\" was not found; give its full path or correct PATH";
            case PERMISSION:
                return "the command \"" + program + "\" may not be executed; check its permissions (chmod +x)";
            default:
                return "the command \"" + program + "\" could not be started: " + e.getMessage();
        }
    }

    static boolean hopeless(PortException e) {
        return e.fault() == Fault.NOT_FOUND || e.fault() == Fault.PERMISSION || e.fault() == Fault.UNSUPPORTED;
    }
}
