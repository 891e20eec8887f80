package dev.gatelock.posix.internal.launch;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.Errno;
import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Workload;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CountDownLatch;

/**
 * A child, and the thread that made it and waits for it.
 *
 * <p>Thread-safe. A signal cannot reach a later process with the same pid: the thread first waits for the end without
 * reaping, which keeps the pid taken, and reaps under the same lock under which signals are sent.
 */
final class SpawnedWorkload implements Workload {
    /** Starts the child in the thread that will wait for it. */
    interface Starter {
        int start() throws PortException;
    }

    private static final int SIGINFO = 128;
    private static final int STATUS_LOST = 255;

    private final Sys sys;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private int pid;
    private PortException refusal;
    private boolean reaped;
    private int exit;

    private SpawnedWorkload(Sys sys) {
        this.sys = sys;
    }

    static SpawnedWorkload start(Sys sys, String name, Starter starter) throws PortException {
        SpawnedWorkload workload = new SpawnedWorkload(sys);
        Thread thread = new Thread("gatelock-workload-" + name) {
            @Override
            public void run() {
                workload.live(starter);
            }
        };
        thread.setDaemon(true);
        thread.start();
        workload.awaitStart();
        return workload;
    }

    private void live(Starter starter) {
        try {
            pid = starter.start();
        } catch (PortException e) {
            refusal = e;
        } catch (RuntimeException | Error e) {
            refusal = new PortException(Fault.IO, "start", "program", e.toString());
            refusal.initCause(e);
        } finally {
            started.countDown();
        }
        if (refusal == null) {
            int code = waitAndReap();
            exit = code;
            ended.countDown();
        }
    }

    /** Not interruptible, because a child that has been made must not be forgotten; it takes milliseconds. */
    private void awaitStart() throws PortException {
        boolean interrupted = false;
        while (true) {
            try {
                started.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private int waitAndReap() {
        ByteBuffer memory = ByteBuffer.allocateDirect(SIGINFO + 8).order(ByteOrder.nativeOrder());
        long address = sys.libc().address(memory);
        int result;
        do {
            result = sys.libc().waitid(Abi.CURRENT.waitForPid(), pid, address, Abi.CURRENT.waitWithoutReaping());
        } while (Errno.EINTR.is(result));
        synchronized (this) {
            reaped = true;
            if (result >= 0) {
                do {
                    result = sys.libc().waitpid(pid, address + SIGINFO, 0);
                } while (Errno.EINTR.is(result));
            }
        }
        int status = memory.getInt(SIGINFO);
        Reference.reachabilityFence(memory);
        if (result < 0) { // somebody else in this process waits for every child
            return STATUS_LOST;
        }
        int signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public int await() throws InterruptedException {
        ended.await();
        return exit;
    }

    @Override
    public synchronized void signal(int number) {
        if (!reaped) {
            sys.kill(pid, number);
        }
    }

    @Override
    public void kill() {
        signal(Abi.SIGKILL);
    }
}
