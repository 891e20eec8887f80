/** The commands. */
package dev.gatelock.conformance.cli;
