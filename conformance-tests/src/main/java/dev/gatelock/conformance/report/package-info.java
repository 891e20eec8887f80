/** Results as text; pure. */
package dev.gatelock.conformance.report;
