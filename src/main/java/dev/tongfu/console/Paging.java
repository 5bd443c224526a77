package dev.tongfu.console;

import java.util.List;
import java.util.Map;

/** Cuts a list of one row too many to a page, and says where the next begins. */
final class Paging {
    private Paging() {}

    /**
     * Puts {@code next} beside the list: the address of the next page, or nothing.
     *
     * @param keys the columns whose values in the last row are where the next page begins, as {@code before}, joined by
     *     commas
     */
    static Map<String, Object> cut(Map<String, Object> values, String list, int rows, Visit visit, String... keys) {
        List<?> all = (List<?>) values.getOrDefault(list, List.of());
        if (all.size() <= rows) {
            values.put("next", "");
            return values;
        }
        var page = all.subList(0, rows);
        var last = (Map<?, ?>) page.get(rows - 1);
        var place = new StringBuilder();
        for (String key : keys) {
            place.append(place.isEmpty() ? "" : ",").append(last.get(key));
        }
        values.put(list, page);
        values.put("next", visit.with("before", place.toString()));
        return values;
    }
}
