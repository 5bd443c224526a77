package dev.tongfu.http;

/**
 * One thing wrong with one place of a request.
 *
 * @param pointer JSON pointer (RFC 6901) into the body, or {@code ?name} for a query parameter
 * @param code what is wrong, such as {@code too-long}
 * @param detail the same as a sentence; never repeats the value, which may be secret
 */
public record FieldError(String pointer, String code, String detail) {}
