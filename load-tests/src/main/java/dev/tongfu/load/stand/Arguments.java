package dev.tongfu.load.stand;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a load test is told on its command line, as {@code name=value} each. */
public final class Arguments {
    private Arguments() {}

    /** Fails with a sentence that names those there are. */
    public static Map<String, String> read(String[] arguments, Set<String> names) {
        Map<String, String> told = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 || !names.contains(name)) {
                throw new IllegalArgumentException(
                        argument + " is not one of " + names.stream().sorted().toList() + ", as name=value");
            }
            told.put(name, argument.substring(equals + 1));
        }
        return told;
    }
}
