package dev.gatelock.runner.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The other end of the witness: who said that it is active, in order. */
final class Observer implements AutoCloseable {
    private static final String SENTINEL = "that is all";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> said = new ArrayList<>();
    private final CountDownLatch all = new CountDownLatch(1);

    Observer() throws IOException {
        Thread thread = new Thread(this::listen, "observer");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void listen() {
        List<Socket> open = new ArrayList<>();
        try {
            while (all.getCount() > 0) {
                Socket socket = server.accept();
                open.add(socket);
                String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
                if (SENTINEL.equals(line)) {
                    all.countDown();
                } else {
                    said.add(line);
                }
            }
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            all.countDown();
        }
    }

    /** Everybody who connected before this call. */
    List<String> everybody() throws IOException, InterruptedException {
        try (Socket last = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            last.getOutputStream().write((SENTINEL + "\n").getBytes(StandardCharsets.UTF_8));
            all.await();
        }
        return said;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
