package dev.gatelock;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;

/** Has a static field that can change: not final, or a collection. */
final class StaticState extends ArchCondition<JavaClass> {
    StaticState() {
        super("have static state");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaField field : type.getFields()) {
            boolean changes = !field.getModifiers().contains(JavaModifier.FINAL)
                    || field.getRawType().isAssignableTo(Map.class)
                    || field.getRawType().isAssignableTo(Collection.class);
            boolean written = !field.getModifiers().contains(JavaModifier.SYNTHETIC);
            if (field.getModifiers().contains(JavaModifier.STATIC) && changes && written) {
                events.add(SimpleConditionEvent.satisfied(type, field.getFullName() + " is static and can change"));
            }
        }
    }
}
