/** What happens: one scenario per reported failure, each with its requirements, its story and its likely causes. */
package dev.gatelock.conformance.scenario;
