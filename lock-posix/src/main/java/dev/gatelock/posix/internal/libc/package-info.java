/**
 * The C library behind one small interface, and typed calls on top of it. Nothing outside this package knows which of the
 * two bindings (JNA, or java.lang.foreign from Java 22 on) is in use.
 */
package dev.gatelock.posix.internal.libc;
