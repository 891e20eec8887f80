package dev.gatelock.internal.identity;

import dev.gatelock.Evidence;
import dev.gatelock.Holder;
import java.time.Duration;
import java.util.List;

/** Words about processes. Stateless. */
public final class HolderText {
    private static final int COMMAND_LIMIT = 120;

    private HolderText() {}

    /** Several processes in one clause. */
    public static String describe(List<Holder> holders) {
        StringBuilder text = new StringBuilder();
        for (Holder holder : holders) {
            text.append(text.length() == 0 ? "" : " and ").append(describe(holder));
        }
        return text.toString();
    }

    /** Pid, command, age, and whether it is stopped; on one line whatever the command line holds. */
    public static String describe(Holder holder) {
        StringBuilder text = new StringBuilder("pid ").append(holder.pid());
        List<String> recorded =
                holder.record().map(record -> record.program().argv()).orElse(List.of());
        List<String> command = recorded.isEmpty() ? holder.commandLine() : recorded;
        if (!command.isEmpty()) {
            text.append(" (")
                    .append(Plain.line(String.join(" ", command), COMMAND_LIMIT))
                    .append(')');
        }
        holder.age().ifPresent(age -> text.append(", up ").append(words(age)));
        if (holder.stopped()) {
            text.append(", stopped by a signal");
        }
        return text.toString();
    }

    /** A length of time in one number. */
    public static String words(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
    }

    /** What a statement rests on, as a clause. */
    public static String basis(Evidence evidence) {
        switch (evidence) {
            case FDINFO:
                return "the kernel shows the locked file open in it";
            case LOCK_TABLE:
                return "the kernel lists it as the holder";
            case RECORD:
                return "its record matches a live process";
            default:
                return "the lock is refused";
        }
    }
}
