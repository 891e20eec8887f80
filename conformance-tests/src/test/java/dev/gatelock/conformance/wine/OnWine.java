package dev.gatelock.conformance.wine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The tests of this class run real Windows programs under Wine, from the Linux side; the names say so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("on-wine")
@EnabledIfSystemProperty(
        named = "wine.jvm",
        matches = ".*/bin/java",
        disabledReason = "needs a Windows JVM under Wine: -Pwine -Dwine.jvm=..., see docs/windows.md")
@DisplayNameGeneration(OnWine.Names.class)
@interface OnWine {
    /** Says so in every name. */
    final class Names extends DisplayNameGenerator.ReplaceUnderscores {
        @Override
        public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> test, Method method) {
            return super.generateDisplayNameForMethod(enclosing, test, method) + " [on Wine]";
        }
    }
}
