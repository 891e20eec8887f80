package dev.gatelock.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake is told in a sentence, with what to do, and exits 2; a stack trace is for bugs of the suite. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class MistakesTest {

    private static final String SUBJECT = Path.of(System.getProperty("conformance.subjects", "subjects"), "python.json")
            .toString();

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            rnu x                               | there is no command "rnu", did you mean run?
            bogus                               | there is no command "bogus"; there are run, list
            run SUBJECT --seed x                | 'x' is no whole number
            run SUBJECT --jobs 1x               | 1x' is no whole number
            run SUBJECT --jobs 99999999999      | is too large
            run SUBJECT --timeout-factor y      | 'y' is no number
            run SUBJECT --profile stress --minutes -1 | --minutes must be at least 0, not -1
            run SUBJECT --out EMPTY             | names no file or folder
            run EMPTY                           | names no file or folder
            run SUBJECT dual-strt               | did you mean dual-start?
            smoke FOLDER                        | is a folder; name the manifest in it
            smoke FOLDER/none.json              | there is no such file; `init-subject python` writes one
            smoke FOLDER/huge                   | is larger than 16 MiB
            smoke /dev/zero                     | is no regular file
            report FOLDER                       | there is no such file or folder; `run SUBJECT.json --out DIR`
            report FOLDER/broken                | :1:2: not JSON
            report /dev/zero                    | is no regular file
            known-failures FOLDER/none          | there is no such file or folder; `known-failures FILE --from DIR --update`
            known-failures FOLDER/broken        | broken:1:2: not JSON
            init-subject python --dir FOLDER/broken   | cannot be made (a file is where a folder should be); name another folder with --dir
            """)
    void isTold(String line, String complaint) throws IOException {
        Files.writeString(folder.resolve("broken"), "{");
        try (RandomAccessFile huge = new RandomAccessFile(folder.resolve("huge").toFile(), "rw")) {
            huge.setLength(1L << 33);
        }
        List<String> args = new ArrayList<>();
        for (String word : line.strip().split(" +")) {
            args.add(word.replace("SUBJECT", SUBJECT)
                    .replace("FOLDER", folder.toString())
                    .replace("EMPTY", ""));
        }
        int code = Cli.run(args.toArray(String[]::new));
        assertThat(said()).contains(complaint);
        assertThat(said()).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void anotherKnownFailuresFileCanBeNamed() throws IOException {
        Path results = Files.writeString(
                folder.resolve("results.json"),
                """
                {"format": "gatelock-conformance-results", "version": 1, "kit": "", "smoke": [], "results": [], "machine": {},
                 "subject": {"name": "", "version": "", "with": "", "features": []},
                 "run": {"began": "", "seconds": 0, "seed": 0, "options": {}},
                 "gate": {"code": 0, "text": ""}, "claim": {"code": 0, "text": ""}}
                """);
        String unwritable = folder.resolve("none/known.json").toString();
        assertThat(Cli.run(new String[] {"known-failures", unwritable, "--from", results.toString(), "--update"}))
                .as(said())
                .isEqualTo(2);
        assertThat(said())
                .contains("known.json cannot be written (there is no such file or folder); name another file");
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
