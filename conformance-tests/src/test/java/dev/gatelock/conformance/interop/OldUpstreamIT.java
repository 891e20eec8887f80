package dev.gatelock.conformance.interop;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Marker;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Peers of early versions: a block without start time and home, or a bare number. The kernel shows who has the lock, so
 * what the record does not tell need not be guessed (ID-04).
 *
 * <p>Versions from before the lock, with such a record, are not kept out: neither kernel nor record proves them (START-20),
 * and two of them did not exclude each other either.
 */
class OldUpstreamIT {

    @ParameterizedTest
    @ValueSource(strings = {"early", "bare"})
    void isRefusedReplacedStoppedRecovered(String form) throws IOException {
        Duo.play("old-peer-" + form, (duo, stage, expect) -> {
            String[] old = {"old-gateway", "--form", form};
            Actor first = duo.peerOwner(old);
            stage.saw(
                    "a record of an early version",
                    stage.home()
                            .record()
                            .filter(r -> r.pid() == first.pid() && r.get("start_time") == null)
                            .isPresent());
            expect.statusRunning(stage.home());
            expect.names(expect.refused(stage.run()), first.pid());
            expect.stillActive(first);

            Actor ours = expect.takesOver(stage.replace());
            expect.exits(first, 0);
            duo.read("takeover", stage.home().file("seen" + Marker.TAKEOVER));
            expect.exits(duo.stop(), 0);
            expect.exits(ours, 0);

            Actor second = duo.peerOwner(old);
            expect.exits(duo.stop(), 0);
            expect.exits(second, 0);

            for (Role role : List.of(Role.RUN, Role.REPLACE)) {
                stage.kill(duo.peerOwner(old));
                stage.kill(expect.active(stage.launch(role).start()));
            }
        });
    }
}
