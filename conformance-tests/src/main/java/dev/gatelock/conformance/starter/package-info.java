/** Small subjects to start from. */
package dev.gatelock.conformance.starter;
