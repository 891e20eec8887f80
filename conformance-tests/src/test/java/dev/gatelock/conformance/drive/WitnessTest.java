package dev.gatelock.conformance.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WitnessTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Witness witness;

    private final class Ear implements Witness.Listener {
        private final String name;

        Ear(String name) {
            this.name = name;
        }

        @Override
        public void connected() {
            heard.add(name + " connected");
        }

        @Override
        public void line(String text) {
            heard.add(name + " " + text);
        }

        @Override
        public void ended() {
            heard.add(name + " ended");
        }

        @Override
        public void broken(RuntimeException e) {
            heard.add(name + " broken");
        }

        @Override
        public void othersActive() {
            heard.add(name + " asked");
        }
    }

    @BeforeEach
    void open() throws IOException {
        witness = new Witness();
    }

    @AfterEach
    void close() throws IOException {
        witness.close();
    }

    private static Socket connect(Witness.Port port) throws IOException {
        String address = port.address();
        return new Socket("127.0.0.1", Integer.parseInt(address.substring(address.indexOf(':') + 1)));
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void hears(String... expected) {
        await().untilAsserted(() -> assertThat(heard).containsExactly(expected));
    }

    @Test
    void hearsALifeAndAnswersItsEnd() throws IOException {
        try (Socket socket = connect(witness.open(new Ear("a")))) {
            say(socket, "{\"pid\": ");
            hears("a connected");
            say(socket, "7}\nmore\n");
            hears("a connected", "a {\"pid\": 7}");
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            hears("a connected", "a {\"pid\": 7}", "a ended");
        }
    }

    @Test
    void canAnswerLate() throws IOException {
        Witness.Port port = witness.open(new Ear("a"));
        port.hold();
        try (Socket socket = connect(port)) {
            say(socket, "1\n");
            socket.shutdownOutput();
            hears("a connected", "a 1", "a ended");
            socket.setSoTimeout(50);
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> socket.getInputStream().read())
                    .isInstanceOf(java.net.SocketTimeoutException.class);
            port.release();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void hearsTheEndOfOneBeforeTheBeginOfTheNext() throws IOException {
        Witness.Port a = witness.open(new Ear("a"));
        Witness.Port b = witness.open(new Ear("b"));
        try (Socket first = connect(a)) {
            say(first, "1\n");
            hears("a connected", "a 1");
            try (Socket second = connect(b)) {
                await().until(() -> heard.contains("b connected"));
                first.shutdownOutput();
                say(second, "2\n");
                hears("a connected", "a 1", "b connected", "a ended", "b 2");
            }
        }
    }

    @Test
    void aShortLifeThatIsHeardLateIsOverBeforeTheNextOneBegins() throws IOException {
        for (int round = 0; round < 50; round++) {
            heard.clear();
            Witness.Port a = witness.open(new Ear("a"));
            Witness.Port b = witness.open(new Ear("b"));
            try (Socket first = connect(a)) {
                say(first, "1\n");
                first.shutdownOutput();
            }
            try (Socket second = connect(b)) {
                say(second, "2\n");
                await().until(() -> heard.contains("b 2"));
                assertThat(heard.indexOf("a ended")).isBetween(0, heard.indexOf("b 2"));
            }
        }
    }

    @Test
    void asksForTheOneWhoseEndIsNotAnsweredYet() throws IOException {
        Witness.Port a = witness.open(new Ear("a"));
        a.hold();
        Witness.Port b = witness.open(new Ear("b"));
        try (Socket first = connect(a);
                Socket second = connect(b)) {
            say(first, "1\n");
            first.shutdownOutput();
            await().until(() -> heard.contains("a ended"));
            say(second, "2\n");
            await().until(() -> heard.contains("a asked"));
        }
    }

    @Test
    void aConnectionWithoutALineIsHeardToo() throws IOException {
        try (Socket socket = connect(witness.open(new Ear("a")))) {
            hears("a connected");
            assertThat(socket.isConnected()).isTrue();
        }
        hears("a connected", "a ended");
    }
}
