package dev.gatelock.internal.identity;

import dev.gatelock.OwnerRecord;
import dev.gatelock.SecretArguments;
import java.util.List;

/**
 * What a command line can say: it may refute an identity, never establish one. Compared token by token, never by substring
 * (#13242: {@code gateway status} and an editor with the word among its arguments were taken for gateways).
 */
final class CommandLine {
    private CommandLine() {}

    /**
     * Whether a live command line cannot be the recorded program.
     *
     * @param program as recorded
     * @param live the live process's arguments, empty if unknown
     */
    static boolean refutes(OwnerRecord.Program program, List<String> live) {
        List<String> recorded = program.argv();
        if (live.isEmpty() || recorded.isEmpty()) {
            return false;
        }
        if (recorded.size() == 1) {
            String name = baseName(recorded.get(0));
            for (String token : live) {
                if (baseName(token).equals(name)) {
                    return false;
                }
            }
            return true;
        }
        List<String> arguments = recorded.subList(1, recorded.size());
        int from = live.size() - arguments.size();
        return from < 1 || !match(arguments, live.subList(from, live.size()));
    }

    /** Lists of the same length. */
    private static boolean match(List<String> recorded, List<String> live) {
        for (int i = 0; i < recorded.size(); i++) {
            if (!SecretArguments.match(recorded.get(i), live.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String baseName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
