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
    public static final JsonLimits DEFAULT = new JsonLimits(32, 128, 4096, 40, 1000);
}
