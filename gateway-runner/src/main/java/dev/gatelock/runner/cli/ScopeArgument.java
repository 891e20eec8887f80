package dev.gatelock.runner.cli;

import dev.gatelock.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * {@code --scope NAME=IDENTITY}, where the identity is a text, {@code @FILE} (its first line) or {@code env:VARIABLE}. The last
 * two keep it out of the list of processes. No message shows any part of what was typed but the name.
 */
final class ScopeArgument {
    private static final String FORM = "--scope needs NAME=IDENTITY, NAME=@FILE or NAME=env:VARIABLE";

    private ScopeArgument() {}

    /** The file or variable with the identity has none: the command line is right, the configuration is not. */
    static final class Unavailable extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message);
        }
    }

    /**
     * The scope.
     *
     * @throws Unavailable if the identity cannot be had
     * @throws IllegalArgumentException if it is mistyped
     */
    static Scope parse(String argument, Map<String, String> environment) {
        int equals = argument.indexOf('=');
        if (equals < 1 || equals == argument.length() - 1) {
            throw new IllegalArgumentException(FORM);
        }
        String name = argument.substring(0, equals);
        String identity = argument.substring(equals + 1);
        Scope checked = Scope.of(name, identity);
        if (identity.startsWith("@")) {
            return Scope.of(name, firstLine(checked.name(), identity.substring(1)));
        }
        if (identity.startsWith("env:")) {
            return Scope.of(name, variable(checked.name(), identity.substring("env:".length()), environment));
        }
        return checked;
    }

    private static String firstLine(String name, String file) {
        String where = "the identity of --scope " + name + " cannot be read from " + file + ": ";
        try (BufferedReader in = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            String line = in.readLine();
            if (line == null || line.isBlank()) {
                throw new Unavailable(where + "its first line is empty");
            }
            return line.strip();
        } catch (NoSuchFileException e) {
            throw new Unavailable(where + "there is no such file");
        } catch (IOException | InvalidPathException e) {
            throw new Unavailable(where + e.getClass().getSimpleName());
        }
    }

    private static String variable(String name, String variable, Map<String, String> environment) {
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            throw new Unavailable(
                    "the identity of --scope " + name + " is not there: the variable " + variable + " is not set");
        }
        return value;
    }
}
