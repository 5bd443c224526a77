package dev.tongfu.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks one body by its shape, streaming, and notes every error with its pointer. */
final class BodyReader {
    private final JsonParser parser;
    private final StrictJson.Errors errors;

    BodyReader(JsonParser parser, StrictJson.Errors errors) {
        this.parser = parser;
        this.errors = errors;
    }

    /** Reads from after the object's opening brace to its closing one. */
    Body object(BodyShape shape, String pointer) throws IOException {
        int errorsBefore = errors.count();
        var values = new HashMap<String, Object>();
        var seen = new HashSet<String>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            member(shape.field(name), name, pointer + "/" + escaped(name), seen, values);
        }
        for (Field field : shape.fields()) {
            if (field.required() && !seen.contains(field.name())) {
                errors.add(pointer + "/" + field.name(), "required", field.name() + " is required");
            }
        }
        Body body = Body.ordered(shape, values);
        if (errors.count() == errorsBefore) {
            shape.broken(body).forEach(error -> errors.add(pointer + error.pointer(), error.code(), error.detail()));
        }
        return body;
    }

    private void member(
            @Nullable Field field, String name, String pointer, Set<String> seen, Map<String, Object> values)
            throws IOException {
        parser.nextToken();
        if (!seen.add(name)) {
            errors.add(pointer, "duplicate-key", "this key is there twice");
            parser.skipChildren();
        } else if (field == null) {
            errors.add(pointer, "unknown-field", "there is no such field");
            parser.skipChildren();
        } else {
            Object value = value(field, pointer);
            if (value != null) {
                values.put(name, value);
            }
        }
    }

    private @Nullable Object value(Field field, String pointer) throws IOException {
        return switch (field.type()) {
            case TEXT -> text(field, pointer);
            case INTEGER -> integer(field, pointer);
            case OBJECT -> nested(field, pointer);
            case OBJECTS -> objects(field, pointer);
            case WORDS -> words(field, pointer);
            case METADATA -> metadata(field, pointer);
        };
    }

    private @Nullable String text(Field field, String pointer) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            wrongType(field.name(), pointer, "a string");
            return null;
        }
        String text = parser.getText();
        var fault = FieldCheck.text(field, text);
        fault.ifPresent(found -> errors.add(pointer, found.code(), found.detail()));
        return fault.isPresent() ? null : text;
    }

    private @Nullable Long integer(Field field, String pointer) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            errors.add(pointer, "not-an-integer", field.name() + " must be an integer without fraction and exponent");
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            wrongType(field.name(), pointer, "an integer");
            return null;
        }
        var number = parser.getBigIntegerValue();
        if (number.bitLength() >= Long.SIZE || number.longValue() < field.min() || number.longValue() > field.max()) {
            boolean small = number.compareTo(java.math.BigInteger.valueOf(field.min())) < 0;
            errors.add(
                    pointer,
                    small ? "too-small" : "too-large",
                    field.name() + " must be " + (small ? "at least " + field.min() : "at most " + field.max()));
            return null;
        }
        return number.longValue();
    }

    private @Nullable Body nested(Field field, String pointer) throws IOException {
        BodyShape shape = field.shape();
        if (shape == null || parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType(field.name(), pointer, "an object");
            return null;
        }
        return object(shape, pointer);
    }

    private @Nullable List<Body> objects(Field field, String pointer) throws IOException {
        BodyShape shape = field.shape();
        if (shape == null || parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType(field.name(), pointer, "an array");
            return null;
        }
        var members = new ArrayList<Body>();
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String place = pointer + "/" + index;
            if (index >= field.max()) {
                parser.skipChildren();
            } else if (parser.currentToken() == JsonToken.START_OBJECT) {
                members.add(object(shape, place));
            } else {
                wrongType(field.name(), place, "an array of objects");
            }
            index++;
        }
        return sized(field, pointer, index) ? members : null;
    }

    private @Nullable List<String> words(Field field, String pointer) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType(field.name(), pointer, "an array");
            return null;
        }
        var members = new ArrayList<String>();
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING && field.words().contains(parser.getText())) {
                members.add(parser.getText());
            } else {
                errors.add(pointer + "/" + index, "not-in-list", "must be one of " + field.words());
                parser.skipChildren();
            }
            index++;
        }
        return sized(field, pointer, index) ? members : null;
    }

    private boolean sized(Field field, String pointer, int size) {
        if (size < field.min()) {
            errors.add(pointer, "too-few", field.name() + " must hold at least " + field.min());
        } else if (size > field.max()) {
            errors.add(pointer, "too-many", field.name() + " may hold at most " + field.max());
        }
        return size >= field.min() && size <= field.max();
    }

    private @Nullable Map<String, String> metadata(Field field, String pointer) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType(field.name(), pointer, "an object");
            return null;
        }
        var entries = new LinkedHashMap<String, String>();
        int size = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            entry(parser.currentName(), pointer, entries);
            size++;
        }
        if (size > BodyShape.METADATA_MAX) {
            errors.add(pointer, "too-many", field.name() + " may hold at most " + BodyShape.METADATA_MAX);
        }
        return entries;
    }

    private void entry(String name, String pointer, Map<String, String> entries) throws IOException {
        String place = pointer + "/" + escaped(name);
        boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
        if (!BodyShape.METADATA_NAME.matcher(name).matches()) {
            errors.add(place, "bad-name", "names are 1 to 40 letters, digits, dots, dashes and underscores");
        } else if (!text) {
            wrongType("a value", place, "a string");
            return;
        } else {
            FieldCheck.freeText(parser.getText()).ifPresent(fault -> errors.add(place, fault.code(), fault.detail()));
            if (entries.put(name, parser.getText()) != null) {
                errors.add(place, "duplicate-key", "this key is there twice");
            }
        }
        parser.skipChildren();
    }

    private void wrongType(String name, String pointer, String wanted) throws IOException {
        boolean absent = parser.currentToken() == JsonToken.VALUE_NULL;
        errors.add(
                pointer,
                absent ? "null" : "wrong-type",
                name + " must be " + wanted + (absent ? ", not null; leave it out instead" : ""));
        parser.skipChildren();
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
