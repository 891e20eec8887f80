package org.example;

import dev.gatelock.conformance.junit.ConformanceSuite;
import dev.gatelock.conformance.run.Profile;
import dev.gatelock.conformance.run.Selection;
import java.nio.file.Path;
import java.util.List;

class MyGatewayTest extends ConformanceSuite {

    MyGatewayTest() {
        super(Path.of("subject.json"), new Selection(List.of("stale-*", "symlinked-lock"), List.of(), Profile.FULL));
    }
}
