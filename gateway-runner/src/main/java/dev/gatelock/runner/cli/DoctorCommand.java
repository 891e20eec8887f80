package dev.gatelock.runner.cli;

import dev.gatelock.Diagnosis;
import dev.gatelock.Gate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gateway doctor}: looks at everything, changes nothing. */
@Command(
        name = "doctor",
        description =
                "Tells what is on disk, what the kernel says, which of the two is wrong, and what to do. Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit statuses: 0 nothing to do, 1 something needs a hand."})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home;

    DoctorCommand() {}

    @Override
    public Integer call() {
        Logging.level("error");
        Diagnosis diagnosis = Gate.at(home.path()).open().diagnose();
        for (Diagnosis.Line line : diagnosis.lines()) {
            System.out.println(sign(line.weight()) + line.text());
        }
        System.out.println(
                diagnosis.healthy() ? "Nothing needs to be done." : "The lines marked with ! need somebody's hand.");
        return diagnosis.healthy() ? 0 : 1;
    }

    private static String sign(Diagnosis.Weight weight) {
        switch (weight) {
            case FINE:
                return "  ";
            case NOTE:
                return "- ";
            default:
                return "! ";
        }
    }
}
