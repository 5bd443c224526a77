package dev.tongfu.http;

/**
 * Limits of the strict JSON reader; the size of the body is limited before it is read.
 *
 * @param nestingMax objects and arrays inside each other
 * @param nameMax characters of a field's name
 * @param stringMax characters of a string
 * @param numberMax digits of a number
 * @param errorsMax errors reported for one body; more are counted as one last entry
 */
public record JsonLimits(int nestingMax, int nameMax, int stringMax, int numberMax, int errorsMax) {
    public JsonLimits {
        positive("nesting_max", nestingMax);
        positive("name_max", nameMax);
        positive("string_max", stringMax);
        positive("number_max", numberMax);
        positive("errors_max", errorsMax);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
    }
}
