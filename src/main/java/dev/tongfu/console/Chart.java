package dev.tongfu.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers as shapes: what templates draw as SVG or as shades of a table. */
final class Chart {
    private static final int HOURS = 24;
    private static final int HEIGHT = 120;
    private static final int STEP = 30;
    private static final int SHADES = 4;
    private static final int BUCKETS = 5;

    private Chart() {}

    /** A bar of one hour, cut into what was paid, what ended without money and what is still open; in SVG units. */
    record Bar(int hour, int x, Part paid, Part ended, Part open, long made) {}

    /** A piece of a bar. */
    record Part(long count, int y, int height) {}

    /** Bars for 24 hours over a scale. */
    record Bars(List<Bar> bars, long top, boolean empty) {}

    static Bars hours(List<Map<String, Object>> rows) {
        var byHour = new HashMap<Integer, Map<String, Object>>();
        long most = 0;
        for (var row : rows) {
            byHour.put((Integer) row.get("hour"), row);
            most = Math.max(most, number(row, "made"));
        }
        long top = scale(most);
        var bars = new ArrayList<Bar>();
        for (int hour = 0; hour < HOURS; hour++) {
            bars.add(bar(hour, byHour.getOrDefault(hour, Map.of()), top));
        }
        return new Bars(bars, top, most == 0);
    }

    private static Bar bar(int hour, Map<String, Object> row, long top) {
        long made = number(row, "made");
        long paid = number(row, "paid");
        long ended = number(row, "ended");
        var bottom = part(paid, HEIGHT, top);
        var middle = part(ended, bottom.y(), top);
        return new Bar(hour, hour * STEP, bottom, middle, part(made - paid - ended, middle.y(), top), made);
    }

    private static Part part(long count, int from, long top) {
        int height = count <= 0 ? 0 : (int) Math.max(1, Math.round((double) count * HEIGHT / top));
        return new Part(Math.max(0, count), from - height, height);
    }

    /** The next of 1, 2, 5 times a power of ten that is not below. */
    static long scale(long most) {
        for (long power = 1; ; power = Math.multiplyExact(power, 10)) {
            for (int step : new int[] {1, 2, 5}) {
                if (most <= step * power) {
                    return step * power;
                }
            }
        }
    }

    /** Thousandths of a whole, for widths; 0 of nothing. */
    static int share(long part, long whole) {
        return whole <= 0 ? 0 : (int) (part * 1_000 / whole);
    }

    /** One cell of a table of age: how many, how much, and how dark. */
    record Cell(long number, long amount, int shade) {}

    /** One line: a code over all ages. */
    record Line(String code, List<Cell> cells, long number, long amount) {}

    static List<Line> ages(List<Map<String, Object>> rows) {
        long most = rows.stream().mapToLong(row -> number(row, "number")).max().orElse(0);
        var byCode = new LinkedHashMap<String, Cell[]>();
        for (var row : rows) {
            long number = number(row, "number");
            int shade = (int) ((number * SHADES + most - 1) / Math.max(1, most));
            byCode.computeIfAbsent((String) row.get("code"), code -> new Cell[BUCKETS])[(int) number(row, "bucket")] =
                    new Cell(number, number(row, "amount"), shade);
        }
        return byCode.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Line line(String code, Cell[] found) {
        var cells = new ArrayList<Cell>();
        long number = 0;
        long amount = 0;
        for (var cell : found) {
            var shown = cell == null ? new Cell(0, 0, 0) : cell;
            cells.add(shown);
            number += shown.number();
            amount += shown.amount();
        }
        return new Line(code, cells, number, amount);
    }

    static long number(Map<String, Object> row, String name) {
        return row.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
