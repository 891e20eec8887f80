package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.run.ExitCode;
import dev.gatelock.conformance.starter.Starter;
import dev.gatelock.conformance.text.Nearest;
import dev.gatelock.conformance.text.ShellWord;
import dev.gatelock.conformance.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code init-subject}: something that works, to start from. */
@Command(
        name = "init-subject",
        mixinStandardHelpOptions = true,
        description = "Writes a small subject that passes, with its manifest: python, bash, c or go.")
final class InitSubjectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LANG", description = "python, bash, c or go")
    private String language;

    @Option(names = "--dir", paramLabel = "DIR", description = "where to write; default: this folder")
    private Path folder = Path.of("");

    @Option(names = "--print", description = "print the files instead of writing them")
    private boolean print;

    InitSubjectCommand() {}

    @Override
    public Integer call() throws IOException {
        Starter starter = Starter.of(language)
                .orElseThrow(() -> new UsageException("there is no starter for \"" + language + "\""
                        + Nearest.of(language, Starter.languages())
                                .map(l -> ", did you mean " + l + "?")
                                .orElse("; there are " + String.join(", ", Starter.languages()))));
        if (print) {
            starter.files().forEach((name, text) -> System.out.println("==> " + name + " <==\n" + text));
            return ExitCode.AS_EXPECTED.code();
        }
        List<Path> written = starter.write(folder);
        written.forEach(file -> System.out.println("wrote " + file));
        starter.prepare().map(this::there).ifPresent(command -> System.out.println("first:  " + command));
        System.out.println("then:   conformance run "
                + ShellWord.quoted(folder.resolve(Starter.MANIFEST).toString()) + " --profile quick");
        return ExitCode.AS_EXPECTED.code();
    }

    private String there(String command) {
        String where = folder.toString();
        return where.isEmpty() ? command : "(cd " + ShellWord.quoted(where) + " && " + command + ")";
    }
}
