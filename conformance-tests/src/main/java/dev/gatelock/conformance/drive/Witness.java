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
 * <p>One thread serves all ports. It reads everything that is there before it believes anything, looks once more after every
 * line that somebody became active, and then tells ends before begins: the end of the old one lies before the begin of the
 * new one in the kernel's queues, so a reported overlap is real however late this thread runs.
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
    private final List<Port> ports = new CopyOnWriteArrayList<>();
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
        ports.add(port);
        server.register(selector, SelectionKey.OP_ACCEPT, port);
        selector.wakeup(); // a registration counts from the next select on
        return port;
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select();
                selector.selectedKeys().clear();
                readEverything();
                tell();
            }
        } catch (IOException | ClosedSelectorException e) {
            lines.forEach(Line::finish);
        }
    }

    /** Until a whole pass brought no new line: what ended before the last begin has been read then. */
    private void readEverything() {
        boolean fresh = true;
        while (fresh) {
            fresh = false;
            for (Port port : ports) {
                port.accept();
            }
            for (Line line : lines) {
                fresh |= line.read();
            }
        }
    }

    private void tell() {
        lines.forEach(Line::tellConnected);
        lines.stream().filter(l -> l.told && l.ended).forEach(Line::tellEnd);
        lines.stream().filter(l -> l.ended).forEach(Line::tellAll);
        lines.stream().filter(l -> !l.ended && l.spoken && !l.told).forEach(Line::tellAll);
        lines.removeIf(l -> l.over && !l.channel.isOpen());
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
            return "127.0.0.1:" + number();
        }

        int number() {
            return server.socket().getLocalPort();
        }

        /** From now on the other side's end is not answered until {@link #release}. */
        synchronized void hold() {
            late = true;
        }

        /** Answers the end of the other side, now and from now on. */
        synchronized void release() {
            late = false;
            mine.stream().filter(line -> line.over).forEach(Line::finish);
        }

        void close() {
            ports.remove(this);
            quietly(server);
            mine.forEach(Line::finish);
        }

        private void accept() {
            try {
                for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                    channel.configureBlocking(false);
                    Line line = new Line(this, channel);
                    lines.add(line);
                    mine.add(line);
                    channel.register(selector, SelectionKey.OP_READ);
                }
            } catch (IOException e) {
                ports.remove(this);
                quietly(server);
            }
        }
    }

    /** One connection: what was read of it, and what of that was told to the listener. */
    private final class Line {
        private final Port port;
        private final SocketChannel channel;
        private final StringBuilder text = new StringBuilder();
        private boolean spoken;
        private volatile boolean ended;
        private boolean greeted;
        private boolean told;
        private volatile boolean over;

        Line(Port port, SocketChannel channel) {
            this.port = port;
            this.channel = channel;
        }

        /** Reads what is there; true when that completed the line. */
        boolean read() {
            boolean before = spoken;
            int count = 1;
            while (!ended && count > 0) {
                ByteBuffer buffer = ByteBuffer.allocate(1024);
                count = readInto(buffer);
                if (count > 0 && !spoken) {
                    text.append(new String(buffer.array(), 0, count, StandardCharsets.UTF_8));
                    spoken = text.indexOf("\n") >= 0 || text.length() > LINE_LIMIT;
                }
                ended = count < 0;
            }
            return spoken && !before;
        }

        private int readInto(ByteBuffer buffer) {
            try {
                return channel.read(buffer);
            } catch (IOException e) {
                return -1;
            }
        }

        void tellConnected() {
            if (!greeted) {
                greeted = true;
                port.listener.connected();
            }
        }

        void tellAll() {
            if (spoken && !told) {
                told = true;
                int newline = text.indexOf("\n");
                try {
                    port.listener.line(newline < 0 ? text.toString() : text.substring(0, newline));
                } catch (RuntimeException e) {
                    port.listener.broken(e);
                }
                lines.stream()
                        .filter(l -> l != this && l.over && l.channel.isOpen())
                        .forEach(l -> l.port.listener.othersActive());
            }
            if (ended) {
                tellEnd();
            }
        }

        void tellEnd() {
            if (over) {
                return;
            }
            over = true;
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
