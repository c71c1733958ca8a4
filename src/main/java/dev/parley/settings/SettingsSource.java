package dev.parley.settings;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, first match wins: system property {@code parley.engine.ping-interval}, environment variable
 * {@code PARLEY_ENGINE_PING_INTERVAL}, context-param of the property's name.
 */
public final class SettingsSource {
    private static final String PREFIX = "parley.";
    private static final String ENVIRONMENT_PREFIX = "PARLEY_";

    private final Map<String, String> properties;
    private final Map<String, String> environment;
    private final Map<String, String> contextParams;

    public SettingsSource(
            Map<String, String> properties, Map<String, String> environment, Map<String, String> contextParams) {
        this.properties = Map.copyOf(properties);
        this.environment = Map.copyOf(environment);
        this.contextParams = Map.copyOf(contextParams);
    }

    @Nullable
    String find(String key) {
        String value = properties.get(PREFIX + key);
        if (value == null) {
            value = environment.get(environmentName(key));
        }
        return value == null ? contextParams.get(PREFIX + key) : value;
    }

    /** Every key that is set, without its prefix; a key from the environment as the variable's name. */
    Set<String> keys() {
        Set<String> keys = new HashSet<>();
        collect(properties.keySet(), PREFIX, name -> name.substring(PREFIX.length()), keys);
        collect(contextParams.keySet(), PREFIX, name -> name.substring(PREFIX.length()), keys);
        collect(environment.keySet(), ENVIRONMENT_PREFIX, name -> name, keys);
        return keys;
    }

    static boolean sameKey(String set, String key) {
        return set.equals(key) || set.equals(environmentName(key));
    }

    private static String environmentName(String key) {
        return ENVIRONMENT_PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static void collect(
            Collection<String> names, String prefix, UnaryOperator<String> toKey, Set<String> into) {
        names.stream().filter(name -> name.startsWith(prefix)).map(toKey).forEach(into::add);
    }
}
