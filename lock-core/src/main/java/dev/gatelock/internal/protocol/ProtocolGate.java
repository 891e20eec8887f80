package dev.gatelock.internal.protocol;

import dev.gatelock.Claim;
import dev.gatelock.Gate;
import dev.gatelock.GateConfig;
import dev.gatelock.GatelockException;
import dev.gatelock.Standing;
import dev.gatelock.StopOutcome;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The gate that users get: opens a session, lets one part of the protocol work in it, names troubles. */
public final class ProtocolGate implements Gate {
    private final Site site;

    /**
     * @param config settings
     * @param platform the system
     */
    public ProtocolGate(GateConfig config, Platform platform) {
        site = Site.of(config, platform);
    }

    @Override
    public Path home() {
        return site.config().home();
    }

    @Override
    public Claim claim() throws GatelockException, InterruptedException {
        return inSession(session -> new Claimant(session).claim());
    }

    @Override
    public Claim replace() throws GatelockException, InterruptedException {
        return inSession(session -> new Replacer(session).replace());
    }

    @Override
    public Standing probe() {
        return new Prober(site).probe();
    }

    @Override
    public StopOutcome stop(Duration timeout) throws GatelockException, InterruptedException {
        return new Stopper(site).stop(timeout);
    }

    /** A part of the protocol. */
    private interface Part {
        Claim run(Session session) throws PortException, GatelockException, InterruptedException;
    }

    private Claim inSession(Part part) throws GatelockException, InterruptedException {
        try {
            Optional<Session> opened = Session.open(site);
            if (opened.isEmpty()) {
                return new Claim.Refused(Refusals.sameJvm(home()));
            }
            try (Session session = opened.get()) {
                return part.run(session);
            }
        } catch (PortException e) {
            throw Troubles.of(home(), e);
        }
    }
}
