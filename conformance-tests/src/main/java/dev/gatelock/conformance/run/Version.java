package dev.gatelock.conformance.run;

/** Which suite this is. */
public final class Version {

    private Version() {}

    /** As the jar says; {@code development} from a class folder. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
