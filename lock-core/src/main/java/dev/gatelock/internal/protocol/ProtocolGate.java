package dev.gatelock.internal.protocol;

import dev.gatelock.Claim;
import dev.gatelock.Diagnosis;
import dev.gatelock.Gate;
import dev.gatelock.GateConfig;
import dev.gatelock.GatelockException;
import dev.gatelock.Standing;
import dev.gatelock.StartHistory;
import dev.gatelock.StopOutcome;
import dev.gatelock.internal.marker.Markers;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

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
        return new Stopper(site, Markers.Request.STOP).stop(timeout);
    }

    @Override
    public StopOutcome restart(Duration timeout) throws GatelockException, InterruptedException {
        return new Stopper(site, Markers.Request.RESTART).stop(timeout);
    }

    @Override
    public StartHistory registerStart(int limit) {
        return new StartLedger(site).register(limit);
    }

    @Override
    public Set<Capability> capabilities() {
        return site.platform().capabilities();
    }

    @Override
    public Diagnosis diagnose() {
        return new Doctor(site).diagnose();
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
