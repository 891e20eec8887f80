package dev.gatelock.conformance.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {

    private static final String GOOD =
            "{\"name\": \"mine\", \"run\": [\"./mine\"], \"env\": {\"H\": \"{home}\", \"W\": \"{witness}\"}, \"files\": {\"pid\": \"my.pid\"}}";

    private static Manifest parse(String text) {
        return ManifestReader.parse("mine.json", text, Path.of("/somewhere"));
    }

    @Test
    void littleIsEnough() {
        Manifest manifest = parse(GOOD);
        assertThat(manifest.startSeconds()).isEqualTo(10);
        assertThat(manifest.has(Feature.RECORD)).isTrue();
        assertThat(manifest.has(Feature.REPLACE)).isFalse();
        assertThat(manifest.has(Feature.STATUS)).isFalse();
        assertThat(manifest.supervisorRestarts(69)).isTrue();
        assertThat(manifest.option("wait", 3)).isEmpty();
    }

    /** What people write who know the example and nothing else. */
    @Test
    void filesMayBeWrittenInOtherWays() {
        Manifest manifest = parse(GOOD.replace("\"my.pid\"", "\"{home}/run/my.pid\", \"lock\": \".\""));
        assertThat(manifest.file("pid")).contains("run/my.pid");
        assertThat(manifest.has(Feature.LOCK_FILE)).isFalse();
        assertThat(parse(GOOD.replace("my.pid", "./my.pid")).file("pid")).contains("my.pid");
        assertThat(parse(GOOD.replace("\"env\"", "\"restartPreventExitStatus\": [0, 3], \"env\""))
                        .restartPreventExitStatus())
                .containsExactlyInAnyOrder(0, 3);
    }

    /** Who calls its files as the specification does is held to the specification's rules for them. */
    @Test
    void theNameOfTheLockFileIsAPromise() {
        assertThat(parse(GOOD.replace("\"pid\":", "\"lock\": \"gateway.lock\", \"pid\":"))
                        .has(Feature.PRIVATE_FILES))
                .isTrue();
        assertThat(parse(GOOD.replace("\"pid\":", "\"lock\": \"my.lock\", \"pid\":"))
                        .has(Feature.PRIVATE_FILES))
                .isFalse();
    }

    /** Every subject is judged in full unless it says that it runs where the kit's means do not reach. */
    @Test
    void whatAnOperatingSystemGivesIsTakenForGranted() {
        assertThat(parse(GOOD).features()).containsAll(Feature.ofPosix());
        assertThat(parse(GOOD.replace("\"name\"", "\"platform\": \"posix\", \"name\""))
                        .features())
                .containsAll(Feature.ofPosix());
        assertThat(parse(GOOD.replace("\"name\"", "\"platform\": \"windows\", \"name\""))
                        .features())
                .doesNotContainAnyElementsOf(Feature.ofPosix());
    }

    /** #28561: deleting the files is what people do; whoever does not list what it offers is judged by it. */
    @Test
    void withoutAListTheDeletionOfFilesIsExpectedToBeSurvived() {
        String both = GOOD.replace("\"my.pid\"", "\"my.pid\", \"lock\": \"my.lock\"");
        assertThat(parse(both).has(Feature.HOME_LOCK)).isTrue();
        assertThat(parse(both).about().promise()).isEqualTo(Promise.AS_SEEN);
        assertThat(parse(GOOD).has(Feature.HOME_LOCK)).isFalse();
        String one = both.replace("my.lock", "my.pid");
        assertThat(parse(one).has(Feature.LOCK_FILE)).isTrue();
        assertThat(parse(one).has(Feature.HOME_LOCK)).isFalse();
        Manifest listed = parse(both.replace("\"name\"", "\"capabilities\": [], \"name\""));
        assertThat(listed.has(Feature.HOME_LOCK)).isFalse();
        assertThat(listed.about().promise()).isEqualTo(Promise.LISTED);
    }

    @Test
    void theManifestsOfThisRepositoryAreGood() {
        Path subjects = Path.of(System.getProperty("conformance.subjects", "subjects"));
        for (String name : new String[] {"reference", "python", "windows-wine"}) {
            Manifest manifest = ManifestReader.read(subjects.resolve(name + ".json"));
            assertThat(manifest.name()).isEqualTo(name);
            assertThat(manifest.has(Feature.REPLACE)).isTrue();
            assertThat(manifest.supervisorRestarts(69)).isFalse();
            assertThat(manifest.option("wait", 3)).containsExactly("--wait", "3s");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "name": "mine"           | "name": " "                 | "name" is missing
            "run": ["./mine"]        | "run": "./mine"             | "run" must be a non-empty array of strings
            "run": ["./mine"]        | "run": []                   | "run" must be a non-empty array of strings
            "run": ["./mine"]        | "stop": ["./mine"]          | "run" is missing
            "{home}"                 | "home"                      | no variable carries {home}
            "{witness}"              | "witness"                   | no variable carries {witness}
            "name": "mine"           | "name": "mine", "platform": "linux"                | must be "posix" or "windows"
            "run"                    | "rnu"                       | "run" is missing
            "run"                    | "rnu"                       | did you mean "run"?
            "my.pid"                 | "/etc/my.pid"               | a path inside the home
            "my.pid"                 | "../my.pid"                 | a path inside the home
            "my.pid"                 | "my\\u0000.pid"             | must not hold the character
            "./mine"                 | "./mi\\u0000ne"             | must not hold the character
            "{home}"                 | "{home}\\u0000"             | must not hold the character
            "{home}"                 | "{home}", "A=B": ""         | "env.A=B" is no name of a variable
            "{home}"                 | "{home}", "": ""            | is no name of a variable
            "name": "mine"           | "name": "mine", "startSeconds": 0                  | above 0
            "name": "mine"           | "name": "mine", "restartPreventExitStatus": [256]  | from 0 to 255
            "name": "mine"           | "name": "mine", "options": {"wait": "5"}           | "options.wait" must be an array
            "name": "mine"           | "name": "mine", "name": "other"                    | not JSON
            "name": "mine"           | "name": "mine                                      | not JSON
            """)
    void complaintsSayWhatIsWrong(String from, String to, String message) {
        assertThat(GOOD).contains(from);
        assertThatThrownBy(() -> parse(GOOD.replace(from, to)))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("mine.json:")
                .hasMessageContaining(message);
    }

    @Test
    void theLineIsNamed() {
        assertThatThrownBy(() -> parse(GOOD.replace("\"env\"", "\n  \"startSeconds\": -1, \"env\"")))
                .hasMessageStartingWith("mine.json:2:3: \"startSeconds\"");
        assertThatThrownBy(() -> parse("{\n\"name\" \"mine\"}")).hasMessageStartingWith("mine.json:2:");
    }

    @Test
    void whatIsUnknownIsAWarning() {
        assertThat(parse(GOOD).about().warnings()).isEmpty();
        Manifest manifest =
                parse(GOOD.replace("\"env\"", "\"stauts\": [], \"capabilities\": [\"flokc\", \"telepathy\"], \"env\""));
        assertThat(manifest.about().warnings())
                .anyMatch(w -> w.contains("\"stauts\"") && w.contains("did you mean \"status\"?"))
                .anyMatch(w -> w.contains("\"flokc\"") && w.contains("did you mean \"flock\"?"))
                .anyMatch(w -> w.contains("\"telepathy\"") && w.contains("known are"));
        assertThat(manifest.has(Feature.FLOCK)).isFalse();
    }

    @Test
    void aNameCannotLeaveTheFolderOfResults() {
        assertThat(parse(GOOD.replace("mine", "../../etc")).fileName())
                .doesNotContain("/")
                .doesNotStartWith(".");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> ManifestReader.read(Path.of("no-such.json")))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("no-such.json");
    }
}
