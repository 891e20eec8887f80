package dev.gatelock.internal.protocol;

import dev.gatelock.GatelockException;
import dev.gatelock.OwnerRecord;
import dev.gatelock.StartHistory;
import dev.gatelock.internal.files.HomeFiles;
import dev.gatelock.internal.locking.Deadline;
import dev.gatelock.internal.locking.LockFiles;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times of the last starts. Written in place under the file's own lock, so that thirty starts at once lose no entry;
 * where the lock cannot be had in time, a plain append does it, and the next start shortens the file.
 */
final class StartLedger {
    private static final int KEPT = 40;
    private static final int READ_LIMIT = 64 * 1024;
    private static final Duration WINDOW = Duration.ofSeconds(120);
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(5);
    private static final long BASE_SECONDS = 5;
    private static final long LONGEST_SECONDS = 300;

    private final Site site;

    StartLedger(Site site) {
        this.site = site;
    }

    StartHistory register(int limit) {
        try (Directory directory =
                site.platform().directories().openOrCreate(site.config().home())) {
            Instant now = site.clock().now();
            int recent = recent(append(directory, now), now);
            boolean loop = limit > 0 && recent > limit && lastFailed(directory);
            return loop ? new StartHistory(recent, backOff(recent, limit)) : StartHistory.calm(recent);
        } catch (PortException | GatelockException e) {
            return StartHistory.calm(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StartHistory.calm(0);
        }
    }

    private static Duration backOff(int recent, int limit) {
        int doublings = Math.min(recent - limit, 6);
        return Duration.ofSeconds(Math.min(LONGEST_SECONDS, BASE_SECONDS << doublings));
    }

    /** A row of short jobs that all end well is no loop; whatever is not known to have ended well may be one. */
    private boolean lastFailed(Directory directory) {
        List<OwnerRecord> left = new Investigator(site, directory).records();
        return !left.isEmpty() || !site.stateFile().saysEndedWell(directory);
    }

    /** Adds this start; gives back the lines that are there then. */
    private List<String> append(Directory directory, Instant now)
            throws PortException, GatelockException, InterruptedException {
        String line = seconds(now) + "\n";
        Deadline deadline = Deadline.in(site.clock(), LOCK_PATIENCE);
        while (!deadline.passed()) {
            Optional<OpenFile> locked = LockFiles.tryLock(directory, HomeFiles.STARTS);
            if (locked.isPresent()) {
                try (OpenFile file = locked.get()) {
                    return note(directory, file, line);
                }
            }
            site.clock().await(RETRY, Optional.empty());
        }
        addAtEnd(directory, line);
        return List.of();
    }

    private static void addAtEnd(Directory directory, String line) throws PortException {
        try (OpenFile file = directory.open(HomeFiles.STARTS, OpenMode.APPEND)) {
            file.append(line.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Rewritten only when it must be: a start that lost patience appends without the lock, and must not be overwritten. */
    private static List<String> note(Directory directory, OpenFile file, String line) throws PortException {
        String earlier = new String(file.read(READ_LIMIT), StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>(earlier.lines().toList());
        boolean whole = earlier.isEmpty() || earlier.endsWith("\n");
        if (whole && lines.size() < KEPT && lines.stream().noneMatch(entry -> Double.isNaN(number(entry)))) {
            addAtEnd(directory, line);
            lines.add(line.strip());
            return lines;
        }
        return rewrite(file, earlier, line);
    }

    private static List<String> rewrite(OpenFile file, String earlier, String line) throws PortException {
        // A torn last line, or one that the limit cuts, must not swallow this start.
        String text = earlier + "\n" + line;
        List<String> lines = new ArrayList<>(
                text.lines().filter(entry -> !Double.isNaN(number(entry))).toList());
        List<String> kept = lines.subList(Math.max(0, lines.size() - KEPT), lines.size());
        byte[] content = (String.join("\n", kept) + "\n").getBytes(StandardCharsets.US_ASCII);
        file.overwrite(content);
        file.truncate(content.length);
        return kept;
    }

    private static int recent(List<String> lines, Instant now) {
        double latest = Double.parseDouble(seconds(now));
        int recent = 0;
        for (String line : lines) {
            double age = latest - number(line);
            if (age >= 0 && age <= WINDOW.toSeconds()) {
                recent++;
            }
        }
        return recent;
    }

    private static double number(String line) {
        try {
            return Double.parseDouble(line.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String seconds(Instant at) {
        long micros = at.getNano() / 1000;
        return at.getEpochSecond() + "."
                + "000000".substring(Long.toString(micros).length()) + micros;
    }
}
