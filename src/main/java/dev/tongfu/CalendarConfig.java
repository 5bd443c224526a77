package dev.tongfu;

import java.util.List;

/**
 * Which days banks work on.
 *
 * @param files of public holidays and worked weekends, one for each year: {@code date,holiday|workday,name}
 */
public record CalendarConfig(List<String> files) {
    public CalendarConfig {
        files = List.copyOf(files);
    }
}
