package dev.gatelock.conformance.drive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The judge's ear: an active subject keeps one TCP connection open here. Every actor gets a port of its own, so that a
 * connection belongs to an actor whatever pid it claims.
 *
 * <p>One thread serves all ports. Before it believes that somebody became active it looks whether others have ended: the
 * end of the old one lies before the begin of the new one in the kernel's queues, so a reported overlap is real.
 */
final class Witness implements AutoCloseable {

    /** What happens on a port, called on the witness thread. */
    interface Listener {
        void connected();

        void line(String text);

        void ended();

        /** The harness itself failed on this thread. */
        void broken(RuntimeException e);

        /** Ended but kept open by us, while another one became active. */
        void othersActive();
    }

    private static final int LINE_LIMIT = 4096;

    private final Selector selector;
    private final Thread thread;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    Witness() throws IOException {
        selector = Selector.open();
        thread = new Thread(this::serve, "witness");
        thread.setDaemon(true);
        thread.start();
    }

    /** A fresh port; the listener hears everything that happens on it. */
    Port open(Listener listener) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 64);
        server.configureBlocking(false);
        Port port = new Port(server, listener);
        server.register(selector, SelectionKey.OP_ACCEPT, port);
        selector.wakeup(); // a registration counts from the next select on
        return port;
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select();
                for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
                    selector.selectedKeys().remove(key);
                    if (key.isValid() && key.isAcceptable()) {
                        ((Port) key.attachment()).accept();
                    } else if (key.isValid() && key.isReadable()) {
                        serve((Line) key.attachment());
                    }
                }
            }
        } catch (IOException | ClosedSelectorException e) {
            lines.forEach(Line::finish);
        }
    }

    private static void serve(Line line) {
        try {
            line.read();
        } catch (RuntimeException e) {
            line.port.listener.broken(e);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        lines.forEach(Line::finish);
    }

    /** The address of one actor. */
    final class Port {
        private final ServerSocketChannel server;
        private final Listener listener;
        private final List<Line> mine = new CopyOnWriteArrayList<>();
        private boolean late;

        Port(ServerSocketChannel server, Listener listener) {
            this.server = server;
            this.listener = listener;
        }

        String address() {
            return "127.0.0.1:" + server.socket().getLocalPort();
        }

        /** From now on the other side's end is not answered until {@link #release}. */
        synchronized void hold() {
            late = true;
        }

        /** Answers the end of the other side, now and from now on. */
        synchronized void release() {
            late = false;
            mine.stream().filter(line -> line.ended).forEach(Line::finish);
        }

        void close() {
            quietly(server);
            mine.forEach(Line::finish);
        }

        private void accept() {
            try {
                SocketChannel channel = server.accept();
                if (channel != null) {
                    channel.configureBlocking(false);
                    Line line = new Line(this, channel);
                    lines.add(line);
                    mine.add(line);
                    listener.connected();
                    channel.register(selector, SelectionKey.OP_READ, line);
                }
            } catch (IOException e) {
                quietly(server);
            }
        }
    }

    /** One connection. */
    private final class Line {
        private final Port port;
        private final SocketChannel channel;
        private final StringBuilder text = new StringBuilder();
        private boolean spoken;
        private boolean ended;

        Line(Port port, SocketChannel channel) {
            this.port = port;
            this.channel = channel;
        }

        void read() {
            ByteBuffer buffer = ByteBuffer.allocate(1024);
            int count;
            try {
                count = channel.read(buffer);
            } catch (IOException e) {
                count = -1;
            }
            if (count < 0) {
                end();
                return;
            }
            text.append(new String(buffer.array(), 0, count, StandardCharsets.UTF_8));
            int newline = text.indexOf("\n");
            if (!spoken && (newline >= 0 || text.length() > LINE_LIMIT)) {
                spoken = true;
                lines.stream().filter(l -> l != this && l.spoken && !l.ended).forEach(Line::read);
                port.listener.line(newline < 0 ? text.toString() : text.substring(0, newline));
                lines.stream().filter(l -> l != this && l.ended && l.channel.isOpen()).forEach(l -> l.port.listener.othersActive());
            }
        }

        private void end() {
            if (ended) {
                return;
            }
            ended = true;
            SelectionKey key = channel.keyFor(selector);
            if (key != null) {
                key.cancel();
            }
            port.listener.ended();
            synchronized (port) {
                if (!port.late) {
                    finish();
                }
            }
        }

        void finish() {
            quietly(channel);
        }
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // a connection that fails while it is being closed is closed
            Thread.yield();
        }
    }
}
