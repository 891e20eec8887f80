/**
 * Scoped locks: one lock file per token, shared by all homes. Held by a kernel lock for as long as they are owned, taken
 * over in place, never removed; a live owner that uses no kernel lock is respected.
 */
package dev.gatelock.internal.scope;
