package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.results.ResultsException;
import dev.gatelock.conformance.run.ExitCode;
import dev.gatelock.conformance.run.UncheckedStageException;
import dev.gatelock.conformance.run.Version;
import dev.gatelock.conformance.subject.ManifestException;
import dev.gatelock.conformance.text.TextFile;
import dev.gatelock.conformance.text.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command; every subcommand answers with an exit code of {@link ExitCode}. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Versions.class,
        description = "Judges an implementation of \"runs exactly once, always comes back\", in any language.",
        footer = {
            "",
            "`conformance prove`, from a clone only, runs the protocol of lock-core on a",
            "simulated kernel in every order; `conformance prove --help` says more.",
            "",
            "Exit status: 0 as expected, 1 differs, 2 usage, 3 the subject could not be",
            "exercised, 4 this machine is unsuitable, 70 a bug of the suite; the highest",
            "applies."
        },
        subcommands = {
            RunCommand.class,
            ListCommand.class,
            ExplainCommand.class,
            SmokeCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            KnownFailuresCommand.class,
            InitSubjectCommand.class,
            SelftestCommand.class
        })
public final class Cli implements Runnable {

    private static final AtomicBoolean BROKEN = new AtomicBoolean();

    @Spec
    private CommandSpec spec;

    Cli() {}

    /** The version of the jar. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"gatelock conformance suite " + Version.text()};
        }
    }

    /** Runs a command line; the answer is the exit code. */
    public static int run(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            BROKEN.set(true);
            System.err.println("a bug of the suite, on thread " + thread.getName() + ":");
            e.printStackTrace();
        });
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(out);
        int code = execute(args);
        out.flush();
        return BROKEN.get() ? ExitCode.KIT_BUG.code() : code;
    }

    private static int execute(String[] args) {
        CommandLine line = new CommandLine(new Cli())
                .setExecutionExceptionHandler((e, command, result) -> explain(e))
                .setParameterExceptionHandler(Cli::usage)
                .registerConverter(Path.class, Words::path)
                .registerConverter(Integer.class, Words::integer)
                .registerConverter(Long.class, Words::whole)
                .registerConverter(Double.class, Words::number)
                .setCaseInsensitiveEnumValuesAllowed(true);
        line.getSubcommands().values().forEach(c -> c.getCommandSpec().versionProvider(new Versions()));
        try {
            return line.execute(args);
        } catch (Error e) {
            return bug(e);
        }
    }

    private static int usage(ParameterException e, String[] args) {
        Optional<String> unknown = Words.unknownCommand(e);
        System.err.println(unknown.orElse(e.getMessage()));
        if (unknown.isPresent()) {
            System.err.println("try: conformance --help");
        } else if (!CommandLine.UnmatchedArgumentException.printSuggestions(
                e, new java.io.PrintWriter(System.err, true))) {
            System.err.println("try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE.code();
    }

    private static int explain(Exception e) {
        if (e instanceof UsageException || e instanceof ManifestException || e instanceof ResultsException) {
            System.err.println(e.getMessage());
            return ExitCode.USAGE.code();
        }
        if (e instanceof UncheckedStageException) {
            System.err.println("the suite cannot set up a scenario here: "
                    + (e.getCause() instanceof IOException cause ? told(cause) : e.getCause()));
            System.err.println("  -> it needs a writable temporary folder (-Djava.io.tmpdir=DIR) and 127.0.0.1");
            return ExitCode.UNSUITABLE.code();
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            IOException cause = e instanceof IOException io ? io : ((UncheckedIOException) e).getCause();
            System.err.println("cannot go on: " + told(cause));
            System.err.println("  -> it needs room and permission to write: the temporary folder"
                    + " (-Djava.io.tmpdir=DIR) and the folder of the results (--out DIR)");
            return ExitCode.UNSUITABLE.code();
        }
        return bug(e);
    }

    private static String told(IOException e) {
        return (e instanceof FileSystemException f ? f.getFile() + ": " : "") + TextFile.why(e);
    }

    private static int bug(Throwable e) {
        System.err.println("a bug of the suite; please report it with the following:");
        e.printStackTrace();
        return ExitCode.KIT_BUG.code();
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which command? " + String.join(", ", spec.subcommands().keySet()));
    }
}
