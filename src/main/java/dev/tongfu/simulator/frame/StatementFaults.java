package dev.tongfu.simulator.frame;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many breaks of each kind a day's statement shall hold.
 *
 * @param extra lines about orders that nobody placed
 * @param marks how many charges of the day get each mark
 */
public record StatementFaults(int extra, Map<Charge.Mark, Integer> marks) {
    private static final int COUNT_MAX = 10_000;
    private static final Set<String> KEYS = Stream.concat(
                    Stream.of("bank", "date", "extra"),
                    Stream.of(Charge.Mark.values())
                            .filter(mark -> mark != Charge.Mark.NONE)
                            .map(StatementFaults::word))
            .collect(Collectors.toUnmodifiableSet());

    public StatementFaults {
        marks = Map.copyOf(marks);
    }

    /** Reads the counts; unknown keys and counts that are not whole numbers from 0 to 10000 are refused. */
    public static StatementFaults parse(JsonObject json) {
        json.fieldNames().stream()
                .filter(name -> !KEYS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("unknown key " + name);
                });
        var marks = new EnumMap<Charge.Mark, Integer>(Charge.Mark.class);
        for (var mark : Charge.Mark.values()) {
            int count = mark == Charge.Mark.NONE ? 0 : count(json, word(mark));
            if (count > 0) {
                marks.put(mark, count);
            }
        }
        return new StatementFaults(count(json, "extra"), marks);
    }

    public int count(Charge.Mark mark) {
        return marks.getOrDefault(mark, 0);
    }

    private static int count(JsonObject json, String key) {
        var value = json.getValue(key, 0);
        if (value instanceof Integer count && count >= 0 && count <= COUNT_MAX) {
            return count;
        }
        throw new IllegalArgumentException(key + " is a whole number from 0 to " + COUNT_MAX);
    }

    private static String word(Charge.Mark mark) {
        return mark.name().toLowerCase(Locale.ROOT);
    }
}
