package dev.gatelock.sim;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hashes content so that two runs in which only random numbers differ hash alike: a token is named by who first showed it
 * and how many that process had shown before. A token has a letter in it, but for the few that have none by
 * chance, which are told by their place or length: any other number means itself.
 */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<![0-9A-Za-z])(?:(?=[0-9]*[a-f])[0-9a-f]{8,}" + "|[0-9]{8}(?=(?:-[0-9]+)?\\.tmp)|[0-9]{32}(?![0-9]))");

    private final Map<String, String> names = new HashMap<>();
    /** Nothing is random: text means itself. */
    private boolean plain;

    void plain() {
        plain = true;
    }

    String canonical(SimProcess process, String text) {
        if (plain) {
            return text;
        }
        Matcher matcher = TOKEN.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        return matcher.replaceAll(found ->
                names.computeIfAbsent(found.group(), t -> "<" + process.name + "." + ++process.tokensMade + ">"));
    }

    /** As {@link #canonical}, for text whose tokens were all met before; others stay as they are. */
    String known(String text) {
        if (plain) {
            return text;
        }
        Matcher matcher = TOKEN.matcher(text);
        return matcher.find() ? matcher.replaceAll(found -> names.getOrDefault(found.group(), found.group())) : text;
    }

    long hash(SimProcess process, byte[] content) {
        return content.length == 0 ? 0 : hash(canonical(process, new String(content, StandardCharsets.ISO_8859_1)));
    }

    /** Of content whose tokens were all met before. */
    long hash(byte[] content) {
        return content.length == 0 ? 0 : hash(known(new String(content, StandardCharsets.ISO_8859_1)));
    }

    /** 64 bits, so that states can be told apart by it alone. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
