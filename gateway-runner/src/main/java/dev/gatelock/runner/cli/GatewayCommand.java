package dev.gatelock.runner.cli;

import dev.gatelock.runner.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The {@code gateway} command as the command line library sees it. */
@Command(
        name = "gateway",
        description = "Runs a program exactly once on this machine, and lets it come back after every crash.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            StopCommand.class,
            RestartCommand.class,
            DoctorCommand.class,
            LocksCommand.class,
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit statuses: 0 ended in order or replaced, 1 failed, 64 wrong arguments,",
            "69 refused (another instance), 70 a bug here, 74 disk trouble, 75 restart asked",
            "for, 76 lock lost, 77 permission, 78 configuration."
        })
final class GatewayCommand implements Runnable {
    /** A misspelled option with a token in it must not show it. */
    private static final Pattern MISTYPED_SCOPE = Pattern.compile("(--?scope[^= ]*[= ]).+");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    GatewayCommand() {}

    static int execute(String... arguments) {
        return line().execute(arguments);
    }

    /** The parser with all its settings. */
    static CommandLine line() {
        CommandLine line = new CommandLine(new GatewayCommand());
        line.getSubcommands().values().forEach(c -> c.getCommandSpec().versionProvider(new Version()));
        line.setStopAtPositional(true);
        if (System.console() == null) { // where TERM is set, help in a pipe of Windows would be coloured
            line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        }
        line.setExpandAtFiles(false); // arguments belong to the command, and @FILE to --scope
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Duration.class, text -> {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        });
        line.setParameterExceptionHandler(GatewayCommand::usage);
        line.setExecutionExceptionHandler(bug());
        return line;
    }

    private static int usage(CommandLine.ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("gateway: " + complaint(e));
        err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.number();
    }

    private static String complaint(CommandLine.ParameterException e) {
        if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return e.getMessage();
        }
        String word = unmatched.getUnmatched().get(0);
        if (e.getCommandLine().getSubcommands().isEmpty() || word.startsWith("-")) {
            return MISTYPED_SCOPE.matcher(e.getMessage()).replaceAll("$1***");
        }
        return "there is no command '" + word + "'; there are "
                + String.join(", ", e.getCommandLine().getSubcommands().keySet());
    }

    private static IExecutionExceptionHandler bug() {
        return (e, line, result) -> {
            if (e instanceof CommandLine.ParameterException wrong) {
                return usage(wrong, new String[0]);
            }
            line.getErr().println("gateway: this is a bug in gateway; please report it with the lines below");
            e.printStackTrace(line.getErr());
            return ExitCode.BUG.number();
        };
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a command is needed, such as run, status or stop");
    }
}
