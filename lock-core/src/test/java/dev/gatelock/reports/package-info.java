/**
 * One class per upstream report whose core is what one process decides: what it finds, whom it signals, which files it
 * touches. Reports about what several processes do to each other live in {@code dev.gatelock.sim} and in the conformance suite.
 */
package dev.gatelock.reports;
