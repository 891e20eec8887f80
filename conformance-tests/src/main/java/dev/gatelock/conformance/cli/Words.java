package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.text.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What people type, and what is wrong with it in their words. */
final class Words {

    private Words() {}

    static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("'" + text + "' names no file or folder");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'" + text + "' cannot be a file name in this locale; set LC_ALL=C.UTF-8");
        }
    }

    static Integer integer(String text) {
        long number = whole(text);
        if (number != (int) number) {
            throw new TypeConversionException("'" + text + "' is too large");
        }
        return (int) number;
    }

    static Long whole(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no whole number"
                    + (text.matches("[+-]?[0-9]+") ? " from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE : ""));
        }
    }

    static Double number(String text) {
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no number");
        }
    }

    /** A word where a command belongs; picocli would only say that it does not match. */
    static Optional<String> unknownCommand(ParameterException e) {
        CommandLine line = e.getCommandLine();
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || line.getSubcommands().isEmpty()
                || unmatched.getUnmatched().get(0).startsWith("-")) {
            return Optional.empty();
        }
        String word = unmatched.getUnmatched().get(0);
        List<String> known = List.copyOf(line.getSubcommands().keySet());
        return Optional.of("there is no command \"" + word + "\""
                + Nearest.of(word, known)
                        .map(n -> ", did you mean " + n + "?")
                        .orElse("; there are " + String.join(", ", known)));
    }
}
