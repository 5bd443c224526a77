package dev.tongfu.http;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field of a body: its name, type and limits, as a row of a table.
 *
 * <p>Length is counted in characters (code points), as JSON schema does; a rule adds what a schema cannot say.
 */
public record Field(
        String name,
        Type type,
        boolean required,
        @Nullable String fallback,
        long min,
        long max,
        @Nullable Pattern pattern,
        List<String> words,
        TextRule rule,
        @Nullable BodyShape shape) {

    /** What a value may be in JSON. */
    public enum Type {
        /** A string; min and max are its length. */
        TEXT,
        /** An integer without fraction and exponent; min and max are its value. */
        INTEGER,
        /** A nested object of a known shape. */
        OBJECT,
        /** An array of objects of one shape; min and max are its size. */
        OBJECTS,
        /** An array of words of a list; min and max are its size. */
        WORDS,
        /** An object of free strings, at most {@link BodyShape#METADATA_MAX}. */
        METADATA
    }

    public Field {
        words = List.copyOf(words);
    }

    public static Field text(String name, int minLength, int maxLength) {
        return new Field(name, Type.TEXT, true, null, minLength, maxLength, null, List.of(), TextRule.ANY, null);
    }

    /** A string whose form says its length too. */
    public static Field text(String name, String regex) {
        return text(name, 0, Integer.MAX_VALUE).matching(regex);
    }

    public static Field word(String name, String... words) {
        return new Field(name, Type.TEXT, true, null, 0, Integer.MAX_VALUE, null, List.of(words), TextRule.ANY, null);
    }

    public static Field integer(String name, long min, long max) {
        return new Field(name, Type.INTEGER, true, null, min, max, null, List.of(), TextRule.ANY, null);
    }

    public static Field object(String name, BodyShape shape) {
        return new Field(name, Type.OBJECT, true, null, 0, 0, null, List.of(), TextRule.ANY, shape);
    }

    public static Field objects(String name, int min, int max, BodyShape shape) {
        return new Field(name, Type.OBJECTS, true, null, min, max, null, List.of(), TextRule.ANY, shape);
    }

    public static Field words(String name, int min, int max, List<String> words) {
        return new Field(name, Type.WORDS, true, null, min, max, null, words, TextRule.ANY, null);
    }

    public static Field metadata(String name) {
        return new Field(name, Type.METADATA, true, null, 0, 0, null, List.of(), TextRule.ANY, null);
    }

    /** The same, of this form. */
    public Field matching(String regex) {
        return new Field(name, type, required, fallback, min, max, Pattern.compile(regex), words, rule, shape);
    }

    /** The same, by this rule too. */
    public Field by(TextRule other) {
        return new Field(name, type, required, fallback, min, max, pattern, words, other, shape);
    }

    /** The same, and may be left out. */
    public Field optional() {
        return new Field(name, type, false, fallback, min, max, pattern, words, rule, shape);
    }

    /** Optional, and this value when it is absent. */
    public Field or(String value) {
        return new Field(name, type, false, value, min, max, pattern, words, rule, shape);
    }
}
