/**
 * The Windows back end, found by {@link java.util.ServiceLoader}. No native library.
 *
 * <p><b>Tested</b> on seams only so far: a double of the Windows file rules and the JDK of the machine that builds.
 * <b>Not run on Windows itself.</b>
 *
 * <p><b>Not guaranteed</b>: that deleting the files of a home under a stopped owner is noticed (no directory lock; while an
 * owner holds, the system refuses the deletion); that a rename survives power loss (a directory cannot be flushed); that a
 * {@linkplain dev.gatelock.spi.Workload workload} ends with its owner, or keeps its owner's lock (handles are not inherited).
 *
 * <p><b>After a crash</b> the system frees the lock, when it has the resources to: a successor waits for it. The files stay
 * and stop nobody.
 */
package dev.gatelock.windows;
