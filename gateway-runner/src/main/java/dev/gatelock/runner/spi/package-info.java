/** What extenders type: adapters that touch the outside while, and only while, the lock is held. */
package dev.gatelock.runner.spi;
