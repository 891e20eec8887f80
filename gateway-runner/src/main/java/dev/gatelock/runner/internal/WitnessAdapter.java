package dev.gatelock.runner.internal;

import dev.gatelock.runner.spi.AdapterConfigurationException;
import dev.gatelock.runner.spi.AdapterContext;
import dev.gatelock.runner.spi.GatewayAdapter;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * Lets an observer see when this program is active: a TCP connection to {@code $GATEWAY_WITNESS} from after the claim until
 * before the release. The kernel closes it when the program is killed, so the observer sees every end.
 */
public final class WitnessAdapter implements GatewayAdapter {
    private static final String VARIABLE = "GATEWAY_WITNESS";
    private static final int CONNECT_MILLIS = 5_000;
    private static final int FAREWELL_MILLIS = 5_000;

    private Socket socket;

    /** For the service loader. */
    public WitnessAdapter() {}

    @Override
    public String name() {
        return "witness";
    }

    @Override
    public boolean wanted(AdapterContext context) {
        return context.setting(VARIABLE).isPresent();
    }

    @Override
    public void start(AdapterContext context) throws Exception {
        String address = context.setting(VARIABLE).orElseThrow();
        socket = new Socket();
        socket.connect(parse(address), CONNECT_MILLIS);
        String line = "{\"pid\": " + context.lease().record().identity().pid() + "}\n";
        socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static InetSocketAddress parse(String address) throws AdapterConfigurationException {
        int colon = address.lastIndexOf(':');
        try {
            return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        } catch (RuntimeException e) {
            throw new AdapterConfigurationException(
                    VARIABLE + " is \"" + address + "\"; it must be HOST:PORT, for example 127.0.0.1:4000");
        }
    }

    /** Says goodbye and waits until the observer has seen it, so that the lock is given up only after. */
    @Override
    public void stop() throws Exception {
        Socket closing = socket;
        if (closing == null || !closing.isConnected()) {
            return;
        }
        try (closing) {
            closing.shutdownOutput();
            closing.setSoTimeout(FAREWELL_MILLIS);
            InputStream in = closing.getInputStream();
            while (in.read() >= 0) {
                // the observer has nothing to say; its end is what counts
            }
        } catch (SocketTimeoutException e) {
            // it had its time
        }
    }
}
