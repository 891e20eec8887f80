package dev.gatelock.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PlatformProvider;
import dev.gatelock.windows.doubles.OnThisSystem;
import java.util.EnumSet;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

@OnThisSystem
class WindowsPlatformProviderTest {
    @Test
    void it_is_found_and_supports_every_windows_and_nothing_else() {
        assertThat(ServiceLoader.load(PlatformProvider.class))
                .hasAtLeastOneElementOfType(WindowsPlatformProvider.class);
        assertThat(new WindowsPlatformProvider("Windows 11").supported()).isTrue();
        assertThat(new WindowsPlatformProvider("Windows Server 2022").supported())
                .isTrue();
        assertThat(new WindowsPlatformProvider("Linux").supported()).isFalse();
        assertThat(new WindowsPlatformProvider("Darwin").supported()).isFalse();
        assertThat(new WindowsPlatformProvider("").supported()).isFalse();
    }

    @Test
    void the_platform_declares_no_optional_capability() {
        Platform platform = new WindowsPlatformProvider().create(EnumSet.noneOf(Capability.class));
        assertThat(platform.name()).isEqualTo("windows");
        assertThat(platform.lockClass()).isEqualTo("lockfileex");
        assertThat(platform.capabilities()).isEmpty();
    }
}
