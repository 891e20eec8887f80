package dev.gatelock.conformance.scenario;

import java.util.List;
import java.util.stream.Stream;

/** All scenarios, in the order in which they are played. */
public final class Catalogue {

    private static final List<Scenario> ALL = Stream.of(
                    StaleRecords.all(),
                    BrokenRecords.all(),
                    IdentityBlock.all(),
                    StartRaces.all(),
                    LockFile.all(),
                    Replacing.all(),
                    Grace.all(),
                    Takeovers.all(),
                    Bystanders.all(),
                    Unlinking.all(),
                    Families.all(),
                    Markers.all(),
                    Leaving.all(),
                    Hanging.all(),
                    Supervised.all(),
                    Ledgers.all(),
                    Told.all(),
                    Written.all(),
                    Identity.all(),
                    Namespaces.all(),
                    Scopes.all(),
                    ScopeOwners.all(),
                    Environment.all(),
                    Crashes.all(),
                    Storms.all())
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}

    /** Every scenario but those between two subjects, in a fixed order. The list cannot be changed. */
    public static List<Scenario> all() {
        return ALL;
    }
}
