package dev.gatelock.posix.internal.libc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The jar chooses its binding by the running Java. */
class BindingIT {
    @Test
    void jarUsesTheBindingOfTheRunningJava() {
        assertThat(LibcFactory.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .endsWith(".jar");
        assertThat(LibcFactory.create().getClass().getSimpleName())
                .isEqualTo(Runtime.version().feature() >= 22 ? "FfmLibc" : "JnaLibc");
    }
}
