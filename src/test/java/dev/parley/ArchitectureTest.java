package dev.parley;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Which package may know which: an arrow that is not listed here does not exist. */
@AnalyzeClasses(packages = "dev.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.parley.";

    /** Packages, most specific first, and the packages of Parley that each may know beside itself. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("wire.engineio", List.of()),
            Map.entry("wire.socketio", List.of("wire.engineio")),
            Map.entry("wire.websocket", List.of()),
            Map.entry("settings", List.of()),
            Map.entry("metrics", List.of()),
            Map.entry("lane", List.of()),
            Map.entry("pace", List.of()),
            Map.entry("engine", open("wire.engineio")),
            Map.entry("transport.http", open("engine")),
            Map.entry("transport.polling", open("engine", "wire.engineio", "transport.http")),
            Map.entry("transport.endpoint", open("engine", "wire.engineio", "transport.http")),
            Map.entry("transport.upgrade", open("engine", "wire.engineio", "wire.websocket", "transport.http")),
            Map.entry("socket", open("engine", "wire.socketio", "wire.engineio")),
            Map.entry("cluster", open("socket")),
            Map.entry("chat", open()),
            Map.entry("store", open("chat")),
            Map.entry("gateway", open("socket", "chat", "engine", "wire.engineio", "transport.http")),
            // The echo and the frame inspector stand on the same upgraded connection as Engine.IO does.
            Map.entry("streams", open("engine", "wire.websocket", "transport.http", "transport.upgrade")),
            Map.entry("admin", open("engine", "socket", "chat")));

    @ArchTest
    static final ArchRule a_package_knows_only_the_packages_it_may_know = classes()
            .that()
            .resideInAPackage("dev.parley..")
            .and()
            .resideOutsideOfPackage("dev.parley.boot..")
            .should(followTheArrows());

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("dev.parley.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_wire_and_the_chat_are_plain_java = noClasses()
            .that()
            .resideInAnyPackage("dev.parley.wire..", "dev.parley.chat..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "dev.parley..", "org.jspecify..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule servlets_and_websockets_stay_at_the_edge = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.parley.transport..",
                    "dev.parley.gateway..",
                    "dev.parley.streams..",
                    "dev.parley.admin..",
                    "dev.parley.boot..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "jakarta.websocket..");

    @ArchTest
    static final ArchRule persistence_stays_in_the_store = noClasses()
            .that()
            .resideOutsideOfPackages("dev.parley.store..", "dev.parley.boot..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.persistence..");

    @ArchTest
    static final ArchRule threads_and_executors_are_made_in_boot = noClasses()
            .that()
            .resideOutsideOfPackage("dev.parley.boot..")
            .should()
            .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            com.tngtech.archunit.base.DescribedPredicate.describe(
                                    "a thread or an executor",
                                    owner -> owner.isAssignableTo(Thread.class)
                                            || (owner.isAssignableTo(Executor.class)
                                                    && owner.getPackageName().startsWith("java."))))))
            .orShould()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            com.tngtech.archunit.base.DescribedPredicate.describe(
                                    "Executors",
                                    owner -> owner.isEquivalentTo(java.util.concurrent.Executors.class)))));

    @ArchTest
    static final ArchRule names_say_what_a_thing_does = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..impl..");

    private static List<String> open(String... packages) {
        List<String> all = new ArrayList<>(List.of("settings", "metrics", "lane", "pace"));
        all.addAll(List.of(packages));
        return List.copyOf(all);
    }

    private static ArchCondition<JavaClass> followTheArrows() {
        return new ArchCondition<>("follow the arrows of the architecture") {
            @Override
            public void check(JavaClass source, ConditionEvents events) {
                String from = slice(source);
                List<String> allowed = ARROWS.get(from);
                if (allowed == null) {
                    events.add(SimpleConditionEvent.violated(source, "no arrows are listed for " + source.getName()));
                    return;
                }
                source.getDirectDependenciesFromSelf().forEach(dependency -> {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    String to = target.getPackageName().startsWith("dev.parley") ? slice(target) : from;
                    if (!to.equals(from) && !allowed.contains(to)) {
                        events.add(SimpleConditionEvent.violated(source, dependency.getDescription()));
                    }
                });
            }
        };
    }

    private static String slice(JavaClass type) {
        String name = type.getPackageName() + ".";
        return Stream.concat(ARROWS.keySet().stream(), Stream.of("boot"))
                .filter(slice -> name.startsWith(ROOT + slice + "."))
                .findFirst()
                .orElse(type.getPackageName());
    }
}
