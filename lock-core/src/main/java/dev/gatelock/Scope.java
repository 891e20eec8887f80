package dev.gatelock;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * Something that only one process on this machine may use, whatever its home: a bot token, an account, a device. It is
 * known by the hash of its identity; the identity itself is forgotten at once and reaches no file, log or message.
 *
 * <pre>{@code
 * ScopeClaim claim = lease.enter(Scope.of("telegram-bot-token", token));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Scope {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final int HASH_BYTES = 8;

    private final String name;
    private final String hash;

    private Scope(String name, String hash) {
        this.name = name;
        this.hash = hash;
    }

    /**
     * A scope. No message of an exception thrown here holds any part of the arguments: either may be the token by mistake.
     *
     * @param name what sort of thing it is: letters, digits, {@code . _ -}
     * @param identity which one, secret or not, not empty
     * @throws IllegalArgumentException if the name has other characters or the identity is empty
     */
    public static Scope of(String name, String identity) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a scope has 1 to 200 of the characters A-Z a-z 0-9 . _ -");
        }
        if (identity.isEmpty()) {
            throw new IllegalArgumentException("the identity of the scope " + name + " is empty");
        }
        return new Scope(name, hash(identity));
    }

    private static String hash(String identity) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        StringBuilder hex = new StringBuilder(2 * HASH_BYTES);
        for (int i = 0; i < HASH_BYTES; i++) {
            hex.append(Character.forDigit(digest[i] >> 4 & 0xf, 16)).append(Character.forDigit(digest[i] & 0xf, 16));
        }
        return hex.toString();
    }

    /** What sort of thing it is. */
    public String name() {
        return name;
    }

    /** The first 16 hexadecimal digits of the SHA-256 of the identity in UTF-8. */
    public String hash() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scope scope && scope.name.equals(name) && scope.hash.equals(hash);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + hash.hashCode();
    }

    /** Name and hash. */
    @Override
    public String toString() {
        return name + "-" + hash;
    }
}
