/** The conformance suite: any implementation, in any language, judged by real processes. */
module dev.gatelock.conformance {
    requires info.picocli;
    requires tools.jackson.core;
    requires static transitive org.junit.jupiter.api;

    exports dev.gatelock.conformance;
    exports dev.gatelock.conformance.check;
    exports dev.gatelock.conformance.drive;
    exports dev.gatelock.conformance.history;
    exports dev.gatelock.conformance.junit;
    exports dev.gatelock.conformance.known;
    exports dev.gatelock.conformance.report;
    exports dev.gatelock.conformance.results;
    exports dev.gatelock.conformance.run;
    exports dev.gatelock.conformance.scenario;
    exports dev.gatelock.conformance.spec;
    exports dev.gatelock.conformance.subject;
    exports dev.gatelock.conformance.text;

    opens dev.gatelock.conformance.cli to
            info.picocli;
}
