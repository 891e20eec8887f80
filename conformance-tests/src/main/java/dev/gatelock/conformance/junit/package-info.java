/** The scenarios as JUnit tests, for anybody's build. */
package dev.gatelock.conformance.junit;
