package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was planted at one bank against what was found there, one by one: a row for each mark, a column for each code.
 *
 * <p>A break belongs to a mark when it names the same order or the same reference of the bank's. What was found and
 * not planted, or planted and not found, stands in a row and a column of its own.
 */
final class DayMatrix {
    private static final String NOTHING = "-";

    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
    private final List<String> offDiagonal = new ArrayList<>();

    /**
     * Compares.
     *
     * @param planted of {@code GET /control/statement-faults}
     * @param breaks of {@code GET /admin/v1/breaks}
     */
    static DayMatrix of(List<JsonObject> planted, List<JsonObject> breaks) {
        var matrix = new DayMatrix();
        var byRef = new HashMap<String, JsonObject>();
        for (var one : planted) {
            byRef.put(one.getString("order_no"), one);
            byRef.putIfAbsent(one.getString("bank_ref"), one);
        }
        var found = new HashMap<JsonObject, List<String>>();
        for (var one : breaks) {
            var mark = Optional.ofNullable(byRef.get(one.getString("our_ref")))
                    .or(() -> Optional.ofNullable(byRef.get(one.getString("bank_ref"))));
            mark.ifPresentOrElse(
                    there -> found.computeIfAbsent(there, first -> new ArrayList<>())
                            .add(one.getString("code")),
                    () -> matrix.count(NOTHING, one.getString("code"), one.encode()));
        }
        planted.forEach(one -> matrix.count(one, found.getOrDefault(one, List.of())));
        return matrix;
    }

    /** One charge may break the rules of one code only. */
    private void count(JsonObject mark, List<String> codes) {
        var found = codes.stream().distinct().sorted().toList();
        count(mark.getString("mark"), found.isEmpty() ? NOTHING : String.join("+", found), mark.encode());
    }

    private void count(String mark, String code, String what) {
        counts.computeIfAbsent(mark, first -> new TreeMap<>()).merge(code, 1, Integer::sum);
        if (!DayMark.diagonal(mark, code)) {
            offDiagonal.add(mark + "→" + code + " " + what);
        }
    }

    /** Such as {@code all on the diagonal, 10 × 20}; or the first that are not. */
    String verdict(int each) {
        if (!offDiagonal.isEmpty()) {
            return offDiagonal.size() + " beside the diagonal, first: " + offDiagonal.get(0);
        }
        for (var mark : DayMark.all()) {
            int count = counts.getOrDefault(mark.planted(), Map.of()).getOrDefault(mark.found(), 0);
            if (count != each) {
                return mark.planted() + " planted and found " + count + " times";
            }
        }
        return onDiagonal(each);
    }

    static String onDiagonal(int each) {
        return "all on the diagonal, " + DayMark.all().size() + " kinds × " + each;
    }

    /** As a table to be read by people. */
    List<String> table(String bank) {
        var columns = new ArrayList<String>();
        DayMark.all().forEach(mark -> columns.add(mark.found()));
        counts.values().stream()
                .flatMap(row -> row.keySet().stream())
                .filter(code -> !columns.contains(code))
                .distinct()
                .sorted()
                .forEach(columns::add);
        var lines = new ArrayList<String>();
        var head = new StringBuilder(String.format(Locale.ROOT, "   %-22s", bank + ": planted \\ found"));
        columns.forEach(code -> head.append(String.format(Locale.ROOT, " %14s", code)));
        lines.add(head.toString());
        var rows = new ArrayList<>(DayMark.all().stream().map(DayMark::planted).toList());
        counts.keySet().stream().filter(mark -> !rows.contains(mark)).forEach(rows::add);
        for (var mark : rows) {
            var line = new StringBuilder(String.format(Locale.ROOT, "   %-22s", mark));
            var row = counts.getOrDefault(mark, Map.of());
            columns.forEach(code -> line.append(String.format(Locale.ROOT, " %14s", shown(row.get(code)))));
            lines.add(line.toString());
        }
        return lines;
    }

    private static String shown(@org.jspecify.annotations.Nullable Integer count) {
        return count == null ? "·" : count.toString();
    }
}
