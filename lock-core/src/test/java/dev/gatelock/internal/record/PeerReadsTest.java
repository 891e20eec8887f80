package dev.gatelock.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.OwnerRecord;
import dev.gatelock.doubles.HandClock;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.MemoryDirectory;
import dev.gatelock.doubles.MemoryHome;
import dev.gatelock.internal.marker.Markers;
import dev.gatelock.internal.marker.Markers.Request;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * What we write, an implementation in another language reads: the Python peer of the conformance suite, which shares no code
 * with us, takes in every record and says it again in its own words. Many records for one Python process.
 */
class PeerReadsTest {
    private static final Path PEERS = Path.of("../conformance-tests/peers").toAbsolutePath();
    private static final RecordCodec CODEC = new RecordCodec(4_194_304);
    private static final String PROGRAM =
            """
            import json, os, sys
            sys.dont_write_bytecode = True
            sys.path.insert(0, sys.argv[1])
            import upstream_peer as peer
            folder = sys.argv[2]
            for line in sys.stdin:
                name, pid, start, content = line.split()
                with open(os.path.join(folder, name), "wb") as f:
                    f.write(bytes.fromhex(content))
                if name == "record":
                    print(json.dumps(peer.load_record(os.path.join(folder, name))))
                else:
                    os.getpid = lambda: int(pid)
                    gateway = peer.Gateway(folder)
                    gateway.record["start_time"] = None if start == "-" else int(start)
                    print(json.dumps(gateway.asked_by(name)))
            """;

    private final HandClock clock = new HandClock();
    private Path folder;

    @BeforeTry
    void open() throws IOException {
        folder = Files.createTempDirectory("peer-").toRealPath();
        clock.wall(Instant.now());
    }

    @AfterTry
    void clear() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Provide
    Arbitrary<List<OwnerRecord>> records() {
        return new RecordCodecTest().records().list().ofSize(80);
    }

    @Property(tries = 3)
    void aRecordComesBackEqual(@ForAll("records") List<OwnerRecord> records) throws Exception {
        List<String> lines = new ArrayList<>();
        for (OwnerRecord record : records) {
            lines.add("record 0 - " + HexFormat.of().formatHex(CODEC.encode(record)));
        }
        List<String> answers = ask(lines);
        for (int i = 0; i < records.size(); i++) {
            assertThat(CODEC.decode(answers.get(i).getBytes(StandardCharsets.UTF_8))
                            .owner())
                    .as(answers.get(i))
                    .contains(records.get(i));
        }
    }

    @Property(tries = 3)
    void aMarkerIsObeyedByItsTargetOnly(@ForAll("records") List<OwnerRecord> targets) throws Exception {
        List<String> lines = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (OwnerRecord target : targets) {
            long pid = target.identity().pid();
            String start = target.identity().startTime().isPresent()
                    ? Long.toString(target.identity().startTime().getAsLong())
                    : "-";
            for (String name : List.of(".gateway-takeover.json", ".gateway-planned-stop.json")) {
                String content = HexFormat.of().formatHex(marker(name, target));
                lines.add(name + " " + pid + " " + start + " " + content);
                expected.add("true");
                lines.add(name + " " + (pid + 1) + " " + start + " " + content);
                expected.add("false");
            }
        }
        assertThat(ask(lines)).isEqualTo(expected);
    }

    private byte[] marker(String name, OwnerRecord target) throws PortException {
        MemoryHome home = new MemoryHome(folder);
        MemoryDirectory directory = new MemoryDirectory(home);
        Markers markers = new Markers(clock, folder.toString());
        if (name.contains("takeover")) {
            markers.writeTakeover(directory, target, KnownProcesses.identity(600, 9));
        } else {
            markers.writePlannedStop(directory, target, KnownProcesses.identity(600, 9), Request.STOP);
        }
        return home.text(name).getBytes(StandardCharsets.UTF_8);
    }

    private List<String> ask(List<String> lines) throws Exception {
        Path input = folder.resolve("input");
        Path output = folder.resolve("output");
        Path problems = folder.resolve("problems");
        Files.write(input, lines);
        Process peer = new ProcessBuilder("python3", "-S", "-E", "-c", PROGRAM, PEERS.toString(), folder.toString())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(problems.toFile())
                .start();
        try {
            assertThat(peer.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(Optional.of(peer.exitValue()))
                    .as(Files.readString(problems))
                    .contains(0);
        } finally {
            peer.destroyForcibly();
        }
        return Files.readAllLines(output);
    }
}
