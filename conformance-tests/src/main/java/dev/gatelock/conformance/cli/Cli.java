package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.results.ResultsException;
import dev.gatelock.conformance.run.ExitCode;
import dev.gatelock.conformance.run.UncheckedStageException;
import dev.gatelock.conformance.run.Version;
import dev.gatelock.conformance.subject.ManifestException;
import dev.gatelock.conformance.text.UsageException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
            "Exit status: 0 as expected, 1 differs, 2 usage, 3 the subject could not be exercised,",
            "4 this machine is unsuitable, 70 a bug of the suite; the highest applies."
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
        int code = new CommandLine(new Cli())
                .setExecutionExceptionHandler((e, line, result) -> explain(e))
                .setParameterExceptionHandler(Cli::usage)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
        out.flush();
        return BROKEN.get() ? ExitCode.KIT_BUG.code() : code;
    }

    private static int usage(ParameterException e, String[] args) {
        System.err.println(e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, new java.io.PrintWriter(System.err, true))) {
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
            System.err.println("the suite cannot set up a scenario here: " + e.getCause());
            System.err.println("  -> it needs a writable temporary folder (-Djava.io.tmpdir=DIR) and 127.0.0.1");
            return ExitCode.UNSUITABLE.code();
        }
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
