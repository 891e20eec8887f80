package dev.gatelock.internal.record;

import dev.gatelock.OwnerRecord;
import java.util.Optional;

/** What reading a record gave. None of these is ever proof that an owner is dead. */
public sealed interface Reading {
    /** The record, if there is one. */
    default Optional<OwnerRecord> owner() {
        return Optional.empty();
    }

    /** For people: why there is no record; empty text if there is one. */
    default String why() {
        return "";
    }

    /** There is no such file. */
    record Absent() implements Reading {
        @Override
        public String why() {
            return "is not there";
        }
    }

    /** The file has no content but white space. */
    record Empty() implements Reading {
        @Override
        public String why() {
            return "is empty";
        }
    }

    /**
     * It cannot be read: not a regular file, no permission, an I/O error.
     *
     * @param why for people
     */
    record Unreadable(String why) implements Reading {}

    /**
     * It is no record.
     *
     * @param why for people
     */
    record Malformed(String why) implements Reading {}

    /**
     * It was written by a later version of this format.
     *
     * @param version larger than ours
     */
    record Future(long version) implements Reading {
        @Override
        public String why() {
            return "has format version " + version + ", which is newer than this program";
        }
    }

    /**
     * A record.
     *
     * @param record never null
     */
    record Found(OwnerRecord record) implements Reading {
        @Override
        public Optional<OwnerRecord> owner() {
            return Optional.of(record);
        }
    }
}
