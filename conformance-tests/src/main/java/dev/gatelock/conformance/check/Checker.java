package dev.gatelock.conformance.check;

import dev.gatelock.conformance.history.History;
import java.util.List;

/** One question to a history. */
@FunctionalInterface
public interface Checker {

    List<Finding> check(History history);
}
