/**
 * Processes, time and programs through {@link java.lang.ProcessHandle}. Nothing here signals in order to look: on Windows
 * upstream's {@code os.kill(pid, 0)} was a Ctrl+C to every program on the console.
 */
package dev.gatelock.windows.internal.processes;
