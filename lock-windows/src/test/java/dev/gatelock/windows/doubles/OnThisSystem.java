package dev.gatelock.windows.doubles;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;

/** The tests of this class ran on the JDK and the files of the machine that ran them; the name says which. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("on-this-system")
@DisplayNameGeneration(OnThisSystem.Names.class)
public @interface OnThisSystem {
    /** Says so in every name. */
    final class Names extends DisplayNameGenerator.ReplaceUnderscores {
        @Override
        public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> test, Method method) {
            String system = System.getenv("WINEPREFIX") == null ? System.getProperty("os.name") : "Wine";
            return super.generateDisplayNameForMethod(enclosing, test, method) + " [on the JDK of " + system + "]";
        }
    }
}
