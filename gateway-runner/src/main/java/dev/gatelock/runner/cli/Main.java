package dev.gatelock.runner.cli;

import dev.gatelock.runner.ExitCode;
import java.util.concurrent.TimeUnit;

/** The entry of the {@code gateway} command. */
public final class Main {
    private Main() {}

    /** Runs a command and ends this process with its status, even if some thread hangs (#53107). */
    public static void main(String[] arguments) {
        int status;
        try {
            Integer quick = QuickStart.execute(arguments);
            status = quick != null ? quick : GatewayCommand.execute(arguments);
        } catch (RuntimeException | Error e) {
            System.err.println("gateway: this is a bug in gateway; please report it with the lines below");
            e.printStackTrace();
            status = ExitCode.BUG.number();
        }
        leave(status);
    }

    /** Orderly if it is quick, else at once: shutdown hooks of adapters get a bounded time. */
    private static void leave(int status) {
        System.out.flush();
        System.err.flush();
        Watchdog watchdog = new Watchdog(status);
        watchdog.setDaemon(true);
        watchdog.start();
        System.exit(status);
    }

    /** Ends the process when shutdown hooks do not. */
    private static final class Watchdog extends Thread {
        private final int status;

        Watchdog(int status) {
            super("gateway-halt");
            this.status = status;
        }

        @Override
        public void run() {
            try {
                TimeUnit.SECONDS.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(status);
        }
    }
}
