package dev.gatelock.conformance.drive;

import dev.gatelock.conformance.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lock file of one scope and one identity, as every implementation has to name it.
 *
 * @param directory the lock directory
 * @param scope the name of the scope
 * @param identity the token; its hash is in the file's name, the token itself must be nowhere
 */
public record TokenLock(Path directory, String scope, String identity) {

    /** The first sixteen hexadecimal digits of the identity's SHA-256. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path path() {
        return directory.resolve(scope + "-" + hash() + ".lock");
    }

    /** The record inside, when there is one that can be read. */
    public Optional<OwnerRecord> record() {
        return OwnerRecord.parse(text());
    }

    /** The content; empty when there is no such file. */
    public String text() {
        try {
            return Files.isRegularFile(path()) ? Files.readString(path(), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Puts a file of that content there, as an earlier owner might have left it. */
    public TokenLock leftover(String content) {
        try {
            Files.createDirectories(directory);
            Files.writeString(path(), content, StandardCharsets.ISO_8859_1);
            Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-------"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record of an owner which takes no kernel lock, as upstream writes it; the start time may be null. */
    public String recordOf(long pid, Long startTicks) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("pid", pid);
        values.put("kind", "hermes-gateway");
        values.put("argv", List.of("gateway", "run"));
        values.put("start_time", startTicks);
        values.put("scope", scope);
        values.put("identity_hash", hash());
        values.put("metadata", Map.of());
        values.put("updated_at", "2026-01-01T00:00:00.000000+00:00");
        return Json.write(values);
    }

    public void mode(String permissions) {
        try {
            Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
