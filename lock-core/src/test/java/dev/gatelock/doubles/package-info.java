/**
 * One process's view of a machine, held in memory and set by hand: for rules that need no interleaving. What several
 * processes do to each other is tested on the simulated kernel in {@code dev.gatelock.sim}.
 */
package dev.gatelock.doubles;
