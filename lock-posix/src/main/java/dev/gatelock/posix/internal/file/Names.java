package dev.gatelock.posix.internal.file;

/** Names of directory entries. */
final class Names {
    private Names() {}

    /**
     * Returns the name if it is a single path element.
     *
     * @throws IllegalArgumentException if it is not; that is a bug of the caller
     */
    static String checked(String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a single name: " + name);
        }
        return name;
    }
}
