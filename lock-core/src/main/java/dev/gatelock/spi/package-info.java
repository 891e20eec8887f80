/**
 * The ports: everything the protocol may ask of an operating system, one call at a time.
 *
 * <p>A back end (POSIX, Windows, a simulated kernel) implements these types; the protocol in
 * {@code dev.gatelock.internal} has no other way out. Each call is small enough that a scheduler can interleave or crash
 * a program between any two of them. Unless a type says otherwise, ports are called by one thread at a time per object,
 * never take or return {@code null}, and report trouble as {@link dev.gatelock.spi.PortException}.
 */
package dev.gatelock.spi;
