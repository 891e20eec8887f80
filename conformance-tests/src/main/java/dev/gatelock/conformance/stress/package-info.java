/** The nemesis: random schedules of everything that can happen to a gateway, and the shortest one that still fails. */
package dev.gatelock.conformance.stress;
