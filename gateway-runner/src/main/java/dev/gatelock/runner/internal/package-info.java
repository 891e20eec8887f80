/** The runner's own parts: the course of one run, signals, bounded steps. */
package dev.gatelock.runner.internal;
