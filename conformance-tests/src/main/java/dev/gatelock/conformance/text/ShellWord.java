package dev.gatelock.conformance.text;

/** Words of a command that somebody is going to paste into a shell. */
public final class ShellWord {

    private ShellWord() {}

    /** The word as a POSIX shell has to be given it; unchanged where that is the word itself. */
    public static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
