package dev.tongfu.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a body by its shape and refuses everything that two readers could understand differently.
 *
 * <p>Refused: bytes that are not UTF-8, a byte order mark, comments, duplicate keys, unknown fields, null, fractions
 * and exponents in integers, control characters (escaped ones too), half surrogates, deep nesting, trailing data.
 * All errors of the fields are collected; an error of syntax ends the reading.
 */
public final class StrictJson {
    private final JsonFactory factory;
    private final JsonLimits limits;

    public StrictJson(JsonLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.nestingMax())
                        .maxNameLength(limits.nameMax())
                        .maxStringLength(limits.stringMax())
                        .maxNumberLength(limits.numberMax())
                        .build())
                .build();
    }

    /** What a body turned out to be. */
    public sealed interface Reading {
        record Valid(Body body) implements Reading {}

        record Faulty(Problem problem) implements Reading {}
    }

    public Reading read(Buffer bytes, BodyShape shape) {
        if (bytes.length() == 0) {
            return malformed("", "empty-body", "the body is empty");
        }
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes.getBytes()));
        } catch (CharacterCodingException e) {
            return malformed("", "not-utf-8", "the body is not valid UTF-8");
        }
        try (JsonParser parser = factory.createParser(text.array(), text.arrayOffset(), text.remaining())) {
            return read(parser, shape);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reading read(JsonParser parser, BodyShape shape) throws IOException {
        var errors = new Errors(limits.errorsMax());
        var reader = new BodyReader(parser, errors);
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return malformed("", "not-an-object", "the body must be one JSON object");
            }
            Body body = reader.object(shape, "");
            if (parser.nextToken() != null) {
                return malformed("", "trailing-data", "nothing may follow the JSON object");
            }
            return errors.isEmpty()
                    ? new Reading.Valid(body)
                    : new Reading.Faulty(Problem.of(ProblemCode.INVALID_FIELDS, errors.list()));
        } catch (StreamConstraintsException e) {
            return malformed(pointer(parser), "over-limit", "nested too deep, or a name, string or number too long");
        } catch (JsonParseException e) {
            return malformed(pointer(parser), "syntax", "not strict JSON" + place(e));
        }
    }

    private static String pointer(JsonParser parser) {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    private static String place(JsonParseException e) {
        var location = e.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static Reading malformed(String pointer, String code, String detail) {
        return new Reading.Faulty(
                Problem.of(ProblemCode.MALFORMED_JSON, List.of(new FieldError(pointer, code, detail))));
    }

    /** Errors up to a limit; beyond it only their number. */
    static final class Errors {
        private final List<FieldError> list = new ArrayList<>();
        private final int max;
        private int omitted;

        Errors(int max) {
            this.max = max;
        }

        void add(String pointer, String code, String detail) {
            if (list.size() < max) {
                list.add(new FieldError(pointer, code, detail));
            } else {
                omitted++;
            }
        }

        int count() {
            return list.size() + omitted;
        }

        boolean isEmpty() {
            return list.isEmpty();
        }

        List<FieldError> list() {
            if (omitted == 0) {
                return list;
            }
            var all = new ArrayList<>(list);
            all.add(new FieldError("", "more-errors", omitted + " more errors are not listed"));
            return all;
        }
    }
}
