package dev.tongfu.settlement;

import org.jspecify.annotations.Nullable;

/**
 * Writes rows of comma-separated values (RFC 4180, CRLF).
 *
 * <p>A text that a spreadsheet would take for a formula (= + - @, tab, carriage return first) begins with an
 * apostrophe; numbers are written by {@link #number} and stay numbers.
 */
final class Csv {
    private static final String FORMULA = "=+-@\t\r";
    private static final String QUOTED = ",\"\r\n";

    private final StringBuilder out = new StringBuilder(4_096);
    private boolean begun;

    Csv text(@Nullable String value) {
        String cell = value == null ? "" : value;
        boolean formula = !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
        return cell(formula ? "'" + cell : cell);
    }

    Csv number(long value) {
        return cell(Long.toString(value));
    }

    private Csv cell(String value) {
        if (begun) {
            out.append(',');
        }
        begun = true;
        boolean quoted = value.chars().anyMatch(c -> QUOTED.indexOf(c) >= 0);
        out.append(quoted ? '"' + value.replace("\"", "\"\"") + '"' : value);
        return this;
    }

    void end() {
        out.append("\r\n");
        begun = false;
    }

    /** Everything written since the last call. */
    String take() {
        String text = out.toString();
        out.setLength(0);
        return text;
    }
}
