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

/** The tests of this class ran on doubles of Windows: files, processes and time, whatever the system below. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("on-double")
@DisplayNameGeneration(OnDouble.Names.class)
public @interface OnDouble {
    /** Says so in every name. */
    final class Names extends DisplayNameGenerator.ReplaceUnderscores {
        @Override
        public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> test, Method method) {
            return super.generateDisplayNameForMethod(enclosing, test, method) + " [on a double of Windows]";
        }
    }
}
