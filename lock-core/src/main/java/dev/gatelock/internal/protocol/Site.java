package dev.gatelock.internal.protocol;

import dev.gatelock.GateConfig;
import dev.gatelock.internal.identity.IdentityJudge;
import dev.gatelock.internal.marker.Markers;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.internal.record.Records;
import dev.gatelock.internal.scope.Surroundings;
import dev.gatelock.internal.state.StateFile;
import dev.gatelock.spi.Clock;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.Processes;

/** Settings, system and readers: what every step of the protocol needs. Immutable. */
record Site(GateConfig config, Platform platform, Records records, IdentityJudge judge) {
    static Site of(GateConfig config, Platform platform) {
        return new Site(
                config,
                platform,
                new Records(new RecordCodec(platform.processes().highestPid())),
                new IdentityJudge(platform.processes()));
    }

    Clock clock() {
        return platform.clock();
    }

    Processes processes() {
        return platform.processes();
    }

    Markers markers(DirectoryView directory) {
        return new Markers(clock(), directory.path().toString());
    }

    StateFile stateFile() {
        return new StateFile(records.codec(), clock());
    }

    Surroundings surroundings() {
        return new Surroundings(platform, records.codec(), judge);
    }

    GateConfig.Patience patience() {
        return config.patience();
    }
}
