package dev.gatelock.conformance.spec;

import dev.gatelock.conformance.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All requirements, in their order; immutable. */
public final class Specification {

    private static final Specification OURS = load();

    private final String version;
    private final Map<String, String> areas = new LinkedHashMap<>();
    private final Map<String, Requirement> requirements = new LinkedHashMap<>();

    private Specification(Map<?, ?> root) {
        version = text(root, "version");
        ((Map<?, ?>) root.get("areas")).forEach((k, v) -> areas.put(k.toString(), v.toString()));
        for (Object item : (List<?>) root.get("requirements")) {
            Requirement requirement = requirement((Map<?, ?>) item);
            requirements.put(requirement.id(), requirement);
        }
    }

    /** The one that this suite was built with. */
    public static Specification ours() {
        return OURS;
    }

    /** Such as {@code 0.1}. */
    public String version() {
        return version;
    }

    /** {@code REC} and so on, each with its title. */
    public Map<String, String> areas() {
        return Map.copyOf(areas);
    }

    /** All of them, in the order of the specification. */
    public List<Requirement> requirements() {
        return List.copyOf(requirements.values());
    }

    /** By its id, such as {@code START-01}, in capital letters. */
    public Optional<Requirement> find(String id) {
        return Optional.ofNullable(requirements.get(id));
    }

    private static Requirement requirement(Map<?, ?> map) {
        Map<?, ?> verification = (Map<?, ?>) map.get("verification");
        String remark = verification.containsKey("why") ? text(verification, "why") : text(verification, "reason");
        return new Requirement(
                text(map, "id"),
                text(map, "level"),
                text(map, "statement"),
                text(map, "intent"),
                texts(map, "platforms"),
                texts(map, "needs"),
                text(verification, "kind"),
                remark,
                text(map, "since"),
                texts(map, "reports"));
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) == null ? "" : map.get(key).toString();
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Specification load() {
        try (InputStream in = Specification.class.getResourceAsStream("requirements.json")) {
            if (in == null) {
                throw new IllegalStateException("the suite was built without requirements.json");
            }
            return new Specification((Map<?, ?>) Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
