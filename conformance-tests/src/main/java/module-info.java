/** The conformance suite: any implementation, in any language, judged by real processes. */
module dev.gatelock.conformance {
    requires tools.jackson.core;
    requires static transitive org.junit.jupiter.api;

    exports dev.gatelock.conformance;
    exports dev.gatelock.conformance.check;
    exports dev.gatelock.conformance.drive;
    exports dev.gatelock.conformance.history;
    exports dev.gatelock.conformance.junit;
    exports dev.gatelock.conformance.report;
    exports dev.gatelock.conformance.scenario;
    exports dev.gatelock.conformance.subject;
}
