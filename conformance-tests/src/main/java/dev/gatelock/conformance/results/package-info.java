/** What a run found, as data: {@code results.json}, from which every report is rendered. */
package dev.gatelock.conformance.results;
