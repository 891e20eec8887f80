package dev.gatelock.runner.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    Version() {}

    @Override
    public String[] getVersion() {
        String version = GatewayCommand.class.getPackage().getImplementationVersion();
        return new String[] {"gateway " + (version == null ? "(unpackaged)" : version)};
    }
}
