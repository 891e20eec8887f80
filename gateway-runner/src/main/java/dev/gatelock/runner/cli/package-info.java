/** The {@code gateway} command. */
package dev.gatelock.runner.cli;
