/**
 * The protocol: claim, probe, hold, release, replace, stop. Written against the ports only; no type of an operating
 * system, no thread and no static state but the table of claims in this JVM.
 */
package dev.gatelock.internal.protocol;
