package dev.gatelock.conformance.starter;

import dev.gatelock.conformance.text.TextFile;
import dev.gatelock.conformance.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A subject in some language that passes what it offers. */
public enum Starter {
    PYTHON("gateway.py", ""),
    BASH("gateway.sh", ""),
    C("gateway.c", "cc -O2 -Wall -pthread -o gateway gateway.c"),
    GO("gateway.go", "go build -o gateway gateway.go");

    public static final String MANIFEST = "subject.json";

    private final String program;
    private final String command;

    Starter(String program, String command) {
        this.program = program;
        this.command = command;
    }

    public static Optional<Starter> of(String language) {
        return Arrays.stream(values()).filter(s -> s.key().equals(language)).findFirst();
    }

    public static List<String> languages() {
        return Arrays.stream(values()).map(Starter::key).toList();
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What has to be done before the first run; empty for languages that are not compiled. */
    public Optional<String> prepare() {
        return command.isEmpty() ? Optional.empty() : Optional.of(command);
    }

    /** The files by name. */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : List.of(program, MANIFEST)) {
            files.put(name, resource(name));
        }
        return files;
    }

    private String resource(String name) {
        try (InputStream in = Starter.class.getResourceAsStream(key() + "/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the suite was built without " + key() + "/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the files into a folder; what is there already is not overwritten. */
    public List<Path> write(Path folder) throws IOException {
        try {
            Files.createDirectories(folder.toAbsolutePath());
        } catch (IOException e) {
            throw new UsageException(
                    folder + " cannot be made (" + TextFile.why(e) + "); name another folder with --dir");
        }
        for (String name : files().keySet()) {
            if (Files.exists(folder.resolve(name))) {
                throw new UsageException(folder.resolve(name) + " is there already; name another folder with --dir");
            }
        }
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.writeString(path, file.getValue());
            if (file.getValue().startsWith("#!") && !path.toFile().setExecutable(true, false)) {
                throw new IOException(path + " cannot be made executable");
            }
            written.add(path);
        }
        return written;
    }
}
