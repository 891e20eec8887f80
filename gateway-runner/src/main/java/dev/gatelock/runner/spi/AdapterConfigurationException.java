package dev.gatelock.runner.spi;

/** An adapter cannot work with these settings, and trying again will not help. */
public final class AdapterConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong and what to do, never null
     */
    public AdapterConfigurationException(String message) {
        super(message);
    }
}
