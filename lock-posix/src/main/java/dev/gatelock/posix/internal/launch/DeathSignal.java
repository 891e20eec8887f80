package dev.gatelock.posix.internal.launch;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.spi.PortException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the kernel to end a program when we die, by starting it through {@code setpriv --pdeathsig} of util-linux, which
 * replaces itself by the program.
 *
 * <p>The kernel sends the signal when the <em>thread</em> that made the child ends, so that thread has to stay. If we are
 * killed before setpriv has asked, nothing is sent; the program then stays and keeps the lock, which is the other half of
 * the promise.
 */
final class DeathSignal {
    private static final String WRAPPER = "setpriv";

    private DeathSignal() {}

    /**
     * The command that starts {@code command}, the program itself already resolved.
     *
     * @return null where there is no such tool
     */
    static List<String> wrap(List<String> command, String searchPath) {
        if (!Abi.CURRENT.isLinux()) {
            return null;
        }
        String wrapper = wrapper(searchPath);
        if (wrapper == null) {
            return null;
        }
        List<String> wrapped = new ArrayList<>(List.of(wrapper, "--pdeathsig", "TERM", "--"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static String wrapper(String searchPath) {
        try {
            String found = ProgramPath.find(WRAPPER, "/usr/bin:/bin" + (searchPath == null ? "" : ":" + searchPath))
                    .toString();
            return SetprivTool.knowsDeathSignal(found) ? found : null;
        } catch (PortException none) {
            return null;
        }
    }
}
