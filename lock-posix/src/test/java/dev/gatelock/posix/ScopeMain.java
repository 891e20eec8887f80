package dev.gatelock.posix;

import dev.gatelock.Gate;
import dev.gatelock.GateConfig;
import dev.gatelock.Lease;
import dev.gatelock.Scope;
import dev.gatelock.ScopeClaim;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Claims a home of its own, then for each line: tries to enter the scope, says the outcome, and gives it back at the next line. */
final class ScopeMain {
    private ScopeMain() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Gate gate = Gate.at(Path.of(arguments[0]))
                .lockDirectory(Path.of(arguments[1]))
                .patience(new GateConfig.Patience(Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .open();
        System.out.println("ready");
        while (in.readLine() != null) {
            try (Lease lease = gate.claim().lease()) {
                ScopeClaim answer = lease.enter(Scope.of("token", "12345:secret"));
                System.out.println(
                        answer instanceof ScopeClaim.Refused refused
                                ? "refused " + refused.refusal().reason()
                                : "entered");
                in.readLine();
            }
            System.out.println("closed");
        }
    }
}
