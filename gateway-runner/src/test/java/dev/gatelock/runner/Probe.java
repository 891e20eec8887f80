package dev.gatelock.runner;

import dev.gatelock.runner.spi.AdapterContext;
import dev.gatelock.runner.spi.GatewayAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An adapter that writes down what the home looks like whenever it is called. */
class Probe implements GatewayAdapter {
    static final Pattern PHASE = Pattern.compile("\"gateway_state\":\"(\\w+)\"");

    final CountDownLatch started = new CountDownLatch(1);
    private final String name;
    private final Path home;
    private final List<String> diary;

    Probe(String name, Path home, List<String> diary) {
        this.name = name;
        this.home = home;
        this.diary = diary;
    }

    static List<String> diary() {
        return new CopyOnWriteArrayList<>();
    }

    void note(String what) {
        String owned = Files.exists(home.resolve("gateway.pid")) ? " owned" : " free";
        diary.add(what + " " + name + " " + phase(home) + owned);
    }

    static String phase(Path home) {
        try {
            Matcher found = PHASE.matcher(Files.readString(home.resolve("gateway_state.json")));
            return found.find() ? found.group(1) : "none";
        } catch (IOException e) {
            return "none";
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(AdapterContext context) throws Exception {
        context.lease().ensureValid();
        note("start");
        started.countDown();
    }

    @Override
    public void stop() throws Exception {
        note("stop");
    }
}
