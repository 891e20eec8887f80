package dev.gatelock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Three rings: what users type, what extenders type, and what is ours; and only ports lead out. */
class ArchitectureTest {
    private static final String ROOT = "dev.gatelock";
    private static final String SPI = "dev.gatelock.spi";
    private static final String INTERNAL = "dev.gatelock.internal..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static void holds(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void whatUsersTypeDoesNotKnowWhatIsOurs() {
        holds(noClasses()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .doNotHaveSimpleName("GateBuilder")
                .and()
                .doNotHaveSimpleName("LockDirectory") // the doors to the protocol and to the look at scopes
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL));
    }

    @Test
    void theBuilderKnowsOnlyTheProtocol() {
        holds(noClasses()
                .that()
                .haveSimpleName("GateBuilder")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours but not the protocol",
                        type -> type.getPackageName().startsWith(ROOT + ".internal")
                                && !type.getPackageName().equals(ROOT + ".internal.protocol"))));
    }

    @Test
    void portsKnowNothing() {
        holds(noClasses()
                .that()
                .resideInAPackage(SPI)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of other packages of this module",
                        type -> type.getPackageName().startsWith(ROOT)
                                && !type.getPackageName().equals(SPI))));
    }

    @Test
    void whatIsOursGoesThroughPorts() {
        holds(noClasses()
                .that()
                .resideInAPackage(INTERNAL)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.channels.FileChannel")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessHandle")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Runtime")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "sun..", "com.sun.."));
    }

    @Test
    void timeAndSettingsComeThroughPorts() {
        holds(noClasses()
                .that()
                .resideInAPackage(INTERNAL)
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe("the target is the system itself", ArchitectureTest::global)));
    }

    private static boolean global(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        String name = call.getTarget().getName();
        return owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty")
                                .contains(name)
                || owner.equals("java.lang.Thread") && name.equals("sleep")
                || name.equals("now") && owner.startsWith("java.time.");
    }

    @Test
    void packagesFormNoCycles() {
        holds(slices().matching("dev.gatelock.internal.(*)..").should().beFreeOfCycles());
    }

    @Test
    void nothingMutableIsStaticButTheTableOfClaims() {
        holds(noClasses()
                .that()
                .resideInAPackage("dev.gatelock..")
                .and()
                .doNotHaveSimpleName("JvmClaims")
                .should(new StaticState()));
    }

    @Test
    void theModuleExportsWhatUsersAndExtendersType() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Gate.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            ModuleDescriptor module = ModuleDescriptor.read(in);
            assertThat(module.exports().stream()
                            .filter(export -> !export.isQualified())
                            .map(ModuleDescriptor.Exports::source)
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(ROOT, SPI);
            assertThat(module.opens()).isEmpty();
        }
    }
}
