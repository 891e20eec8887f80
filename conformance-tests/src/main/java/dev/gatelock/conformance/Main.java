package dev.gatelock.conformance;

import dev.gatelock.conformance.cli.Cli;

/** The suite from a terminal; {@code --help} says how. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Cli.run(args));
    }
}
