/** The Windows lock back end: a byte-range lock ({@code LockFileEx}) and process handles, in pure JDK calls. */
module dev.gatelock.windows {
    requires dev.gatelock;
    requires jdk.unsupported; // com.sun.nio.file.ExtendedOpenOption: the only way to open without sharing DELETE

    provides dev.gatelock.spi.PlatformProvider with
            dev.gatelock.windows.WindowsPlatformProvider;
}
