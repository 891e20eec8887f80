package dev.gatelock.posix;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@link ProcessesTest} with the jar in place of the class files, which on Java 22 and later means the other native binding. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "as the tests it repeats")
class PackagedProcessesIT extends ProcessesTest {}
