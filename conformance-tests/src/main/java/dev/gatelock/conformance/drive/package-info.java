/** Forks subjects, listens as the witness, injects faults, and writes down what happened. Linux. */
package dev.gatelock.conformance.drive;
