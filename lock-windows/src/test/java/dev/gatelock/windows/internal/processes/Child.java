package dev.gatelock.windows.internal.processes;

/** A program to start. Reads and prints nothing: its streams are the test runner's. */
public final class Child {
    private Child() {}

    /** Stays until its parent is gone, or exits with a number from the environment. */
    public static void main(String[] arguments) {
        if (arguments[0].equals("stay")) {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
        } else {
            System.exit(Integer.parseInt(System.getenv("GATELOCK_CHILD")));
        }
    }
}
