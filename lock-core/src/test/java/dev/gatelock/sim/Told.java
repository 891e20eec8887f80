package dev.gatelock.sim;

import java.util.Optional;

/** What a call answers, as a number: two answers that can be told apart have different ones, but for chance. */
final class Told {
    private Told() {}

    /** An answer of which its text tells less than there is. */
    interface Keyed {
        long key();
    }

    static long key(Object value, Tokens tokens) {
        if (value instanceof Enum<?> constant) {
            return Tokens.hash(constant.name());
        }
        if (value instanceof Keyed keyed) {
            return keyed.key();
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? Tokens.mix(key(optional.get(), tokens) + 1) : 1;
        }
        if (value instanceof SimProcess process) {
            return Tokens.mix(process.ordinal * 31L + Tokens.mix(process.startTicks * 31 + process.pid));
        }
        return Tokens.hash(tokens.known(value.toString()));
    }
}
