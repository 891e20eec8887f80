package dev.gatelock.internal.marker;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The content of a takeover or planned-stop marker. Immutable.
 *
 * @param targetPid whom it is for
 * @param targetStartTime its start time, empty if unknown
 * @param targetNonce its claim, empty if unknown
 * @param targetHome its home, empty if not said
 * @param writtenAt when, by the wall clock
 * @param request whether the target shall come back
 */
record Marker(
        long targetPid,
        OptionalLong targetStartTime,
        Optional<String> targetNonce,
        Optional<String> targetHome,
        Instant writtenAt,
        Markers.Request request) {}
