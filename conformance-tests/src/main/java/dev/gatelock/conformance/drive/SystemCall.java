package dev.gatelock.conformance.drive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One finished system call in a log of {@code strace -f -y}, in the order in which they ended. What strace has cut off or
 * escaped, the data of a write for instance, is not restored: the names of files are whole.
 *
 * @param name what was called
 * @param arguments as strace prints them, descriptors with their paths
 * @param result the first word of what came back
 */
public record SystemCall(String name, String arguments, String result) {

    private static final Pattern WHOLE = Pattern.compile("^(\\d+) +(\\w+)\\((.*)\\) += +(\\S+).*$");
    private static final Pattern BEGUN = Pattern.compile("^(\\d+) +(\\w+)\\((.*) <unfinished \\.\\.\\.>$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. (\\w+) resumed>(.*)\\) += +(\\S+).*$");
    private static final Pattern DESCRIPTOR = Pattern.compile("^(\\d+)<([^>]*?)( \\(deleted\\))?>");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    /** All of a log; what was under way when it ended is not in it. */
    public static List<SystemCall> read(Path log) {
        List<SystemCall> calls = new ArrayList<>();
        Map<String, String> begun = new HashMap<>();
        try {
            for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
                parse(line, begun).ifPresent(calls::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return calls;
    }

    private static Optional<SystemCall> parse(String line, Map<String, String> begun) {
        Matcher half = BEGUN.matcher(line);
        if (half.matches()) {
            begun.put(half.group(1) + half.group(2), half.group(3));
            return Optional.empty();
        }
        Matcher rest = RESUMED.matcher(line);
        if (rest.matches()) {
            String first = begun.getOrDefault(rest.group(1) + rest.group(2), "");
            return Optional.of(new SystemCall(rest.group(2), first + rest.group(3), rest.group(4)));
        }
        Matcher whole = WHOLE.matcher(line);
        return whole.matches()
                ? Optional.of(new SystemCall(whole.group(2), whole.group(3), whole.group(4)))
                : Optional.empty();
    }

    public boolean succeeded() {
        return !result.startsWith("-");
    }

    /** The number of the descriptor that is its first argument; -1 if that is none. */
    public int descriptor() {
        Matcher matcher = DESCRIPTOR.matcher(arguments);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    /** The path behind that descriptor at the time of the call; empty if there is none. */
    public String path() {
        Matcher matcher = DESCRIPTOR.matcher(arguments);
        return matcher.find() ? matcher.group(2) : "";
    }

    /** The last component of every name that it was given, first to last. */
    public List<String> names() {
        return QUOTED.matcher(arguments)
                .results()
                .map(name -> name.group(1).substring(name.group(1).lastIndexOf('/') + 1))
                .toList();
    }

    /** Whether it gives a file a name that it, or another one, may have had before. */
    public boolean renames() {
        return name.startsWith("rename") && names().size() == 2 && succeeded();
    }

    /** Whether it opens a file so that it can be written to. */
    public boolean opensForWriting() {
        return name.startsWith("open") && succeeded() && arguments.matches(".*\\bO_(WRONLY|RDWR)\\b.*");
    }
}
