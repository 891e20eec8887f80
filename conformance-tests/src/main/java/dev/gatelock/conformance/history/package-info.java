/** What happened, as data: the only thing that checkers see. */
package dev.gatelock.conformance.history;
