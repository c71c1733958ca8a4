package dev.parley.it;

import java.util.Comparator;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Classes with the same named deployment one after the other: see {@link KeptDeployment}. */
public final class ByDeployment implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(Comparator.comparing(tests -> deploymentOf(tests.getTestClass())));
    }

    private static String deploymentOf(Class<?> tests) {
        return Stream.of(tests.getMethods())
                .filter(method -> method.isAnnotationPresent(Deployment.class))
                .map(method -> method.getAnnotation(Deployment.class).name())
                .findFirst()
                .orElse("");
    }
}
