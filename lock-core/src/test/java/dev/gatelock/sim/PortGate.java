package dev.gatelock.sim;

import dev.gatelock.spi.PortException;
import java.util.Optional;

/** Every port call passes here; a scheduler decides when it happens. */
interface PortGate {
    /** Runs the call as one indivisible step of {@code caller}. */
    <T> T call(SimProcess caller, Request request, KernelCall<T> call) throws PortException;

    /** Lets {@code caller} wait until simulated time reaches {@code deadline} or {@code watched} was torn down. */
    void await(SimProcess caller, long deadline, Optional<SimProcess> watched);

    /** Something that nobody else can see or change; no step, but refused to the dead. */
    default void passing(SimProcess caller) {
        if (caller.codeGone()) {
            throw new SimEnd(caller);
        }
    }

    /** The same, for something that does change: what the caller was told becomes part of its state. */
    default long told(SimProcess caller, long value) {
        passing(caller);
        caller.history = Tokens.mix(caller.history * 31 + value);
        return value;
    }

    /** The device number under which it sees every file, see {@link SimProcess#device}. */
    default long device(SimProcess caller) {
        return caller.device;
    }

    /** What the kernel does in one step. */
    interface KernelCall<T> {
        T run() throws PortException;
    }

    /** A gate without a scheduler: calls happen at once, waiting moves the time. For tests of the kernel's own rules. */
    static PortGate direct(SimKernel kernel) {
        return new PortGate() {
            @Override
            public <T> T call(SimProcess caller, Request request, KernelCall<T> call) throws PortException {
                passing(caller);
                kernel.faults.strike(caller, request.op(), request.subject());
                return call.run();
            }

            @Override
            public void await(SimProcess caller, long deadline, Optional<SimProcess> watched) {
                passing(caller);
                if (watched.isEmpty() || !watched.get().tornDown()) {
                    kernel.time = Math.max(kernel.time, deadline);
                }
            }
        };
    }
}
