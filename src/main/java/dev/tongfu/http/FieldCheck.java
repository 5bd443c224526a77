package dev.tongfu.http;

import java.util.Optional;

/** Checks one string against its row of the table. */
final class FieldCheck {
    /** What is wrong, for a {@link FieldError}. */
    record Fault(String code, String detail) {}

    private FieldCheck() {}

    static Optional<Fault> text(Field field, String text) {
        var unclean = unclean(text);
        if (unclean.isPresent()) {
            return unclean;
        }
        int length = text.codePointCount(0, text.length());
        if (length < field.min()) {
            return fault("too-short", field.name() + " must have at least " + field.min() + " characters");
        }
        if (length > field.max()) {
            return fault("too-long", field.name() + " may have at most " + field.max() + " characters");
        }
        if (!field.words().isEmpty() && !field.words().contains(text)) {
            return fault("not-in-list", field.name() + " must be one of " + String.join(", ", field.words()));
        }
        if (field.pattern() != null && !field.pattern().matcher(text).find()) {
            return fault("bad-format", field.name() + " must match " + field.pattern());
        }
        if (!field.rule().holds(text)) {
            return fault("bad-value", field.name() + " " + field.rule().sentence());
        }
        return Optional.empty();
    }

    /** A value of metadata. */
    static Optional<Fault> freeText(String text) {
        var unclean = unclean(text);
        if (unclean.isEmpty() && text.codePointCount(0, text.length()) > BodyShape.METADATA_VALUE_MAX) {
            return fault("too-long", "a value may have at most " + BodyShape.METADATA_VALUE_MAX + " characters");
        }
        return unclean;
    }

    private static Optional<Fault> unclean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return fault("control-character", "control characters are not taken");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return fault("half-surrogate", "half of a surrogate pair is not a character");
                }
                i++;
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> fault(String code, String detail) {
        return Optional.of(new Fault(code, detail));
    }
}
