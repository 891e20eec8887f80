package dev.gatelock;

import java.util.ArrayList;
import java.util.List;

/**
 * Command lines without the tokens in them: {@code --scope NAME=IDENTITY} and {@code --scope=NAME=IDENTITY} become
 * {@code NAME=***}. Stateless.
 */
public final class SecretArguments {
    private static final String OPTION = "--scope";
    private static final String HIDDEN = "***";

    private SecretArguments() {}

    /** A copy that may be recorded, logged and shown. Hiding twice changes nothing. */
    public static List<String> hide(List<String> arguments) {
        if (!mentionsScope(arguments)) {
            return List.copyOf(arguments);
        }
        List<String> shown = new ArrayList<>(arguments.size());
        boolean value = false;
        for (String argument : arguments) {
            if (value) {
                shown.add(hideValue(argument, 0));
                value = false;
            } else if (argument.startsWith(OPTION + "=")) {
                shown.add(hideValue(argument, OPTION.length() + 1));
            } else {
                shown.add(argument);
                value = argument.equals(OPTION);
            }
        }
        return List.copyOf(shown);
    }

    private static boolean mentionsScope(List<String> arguments) {
        for (String argument : arguments) {
            if (argument.startsWith(OPTION)) {
                return true;
            }
        }
        return false;
    }

    /** Without a {@code =} it was mistyped, and all of it may be the token. */
    private static String hideValue(String argument, int from) {
        int equals = argument.indexOf('=', from);
        return argument.substring(0, equals < 0 ? from : equals + 1) + HIDDEN;
    }

    /** Whether a live argument can be the recorded one, whose secret part stands for anything. */
    public static boolean match(String recorded, String live) {
        return recorded.equals(HIDDEN)
                || (recorded.endsWith("=" + HIDDEN)
                        ? live.startsWith(recorded.substring(0, recorded.length() - HIDDEN.length()))
                        : live.equals(recorded));
    }
}
