package dev.gatelock.conformance.history;

import dev.gatelock.conformance.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code history.jsonl}: one event a line, so that a run can be judged again later. */
public final class HistoryFile {

    private HistoryFile() {}

    /** One event a line, as JSON; replaces the file. */
    public static void write(Path file, History history) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Event event : history.events()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("t", event.nanos());
            line.put("kind", event.kind().name());
            line.put("actor", event.actor());
            line.put("data", event.data());
            lines.add(Json.write(line));
        }
        // half of a surrogate pair, where a text was cut, becomes a question mark
        Files.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What {@link #write} wrote; an {@code IOException} or a {@code RuntimeException} when it is something else. */
    public static History read(Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Map<?, ?> map = (Map<?, ?>) Json.read(line);
            Map<String, Object> data = new LinkedHashMap<>();
            ((Map<?, ?>) map.get("data")).forEach((k, v) -> data.put(k.toString(), v));
            events.add(new Event(
                    ((Number) map.get("t")).longValue(),
                    Event.Kind.valueOf(map.get("kind").toString()),
                    map.get("actor").toString(),
                    data));
        }
        return new History(events);
    }
}
