package dev.gatelock.posix.internal.libc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.spi.Fault;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What both bindings promise. */
class BindingTest {
    private final Libc libc = LibcFactory.create();

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "pidfd_open is of Linux")
    void failuresAreNegatedErrnos() throws Exception {
        Sys sys = Sys.load();
        assertThat(Errno.ENOENT.is(sys.open(-100, "/no such file", 0, 0))).isTrue();
        assertThat(Errno.EBADF.is(libc.flock(999_999, Abi.LOCK_EX))).isTrue();
        assertThat(Errno.ESRCH.is(sys.pidfdOpen(Integer.MAX_VALUE))
                        || Errno.EINVAL.is(sys.pidfdOpen(Integer.MAX_VALUE)))
                .isTrue();
        assertThat(Errno.EBADF.is(libc.pread(-1, 0, 0, 0))).isTrue();
    }

    @Test
    void unknownNumbersAreIo() {
        assertThat(Errno.fault(-4095)).isEqualTo(Fault.IO);
        assertThat(Errno.describe(-4095)).isEqualTo("errno 4095");
        assertThat(Errno.fault(-28)).isEqualTo(Fault.NO_SPACE);
    }

    @Property
    void devicesAreNumberedAsTheCLibraryDoes(
            @ForAll @IntRange(min = 0, max = 0xfffff) int major, @ForAll @IntRange(min = 0) int minor) {
        long device = RawStat.device(major, minor);
        assertThat(RawStat.major(device)).isEqualTo(major);
        assertThat(RawStat.minor(device)).isEqualTo(minor);
    }

    @Test
    void troubleSaysWhatToDo() {
        assertThat(BindingTrouble.explain(new UnsatisfiedLinkError("failed to map segment")))
                .contains("-Djna.tmpdir=DIR")
                .contains("noexec");
    }
}
