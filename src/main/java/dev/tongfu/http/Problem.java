package dev.tongfu.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A refusal as RFC 9457 has it; the one class that writes {@code application/problem+json}.
 *
 * <p>The detail speaks to the caller and never carries a cause, a stack trace or a value that may be secret.
 *
 * @param retryAfterSeconds for the header of that name; 0 for none
 */
public record Problem(ProblemCode code, String detail, List<FieldError> errors, int retryAfterSeconds) {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), 0);
    }

    /** A refusal with nothing to add to the code's own title. */
    public static Problem of(ProblemCode code) {
        return of(code, code.title() + ".");
    }

    public static Problem of(ProblemCode code, List<FieldError> errors) {
        if (errors.isEmpty()) {
            return of(code);
        }
        String count = errors.size() == 1 ? "1 error: " : errors.size() + " errors, the first: ";
        return new Problem(code, count + errors.get(0).detail(), errors, 0);
    }

    public Problem retryAfter(int seconds) {
        return new Problem(code, detail, errors, seconds);
    }

    /** The body, with the request's id as its instance. */
    public Buffer toJson(String requestId) {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", "/problems/" + code.code());
            json.writeStringField("title", code.title());
            json.writeNumberField("status", code.status());
            json.writeStringField("detail", detail);
            json.writeStringField("instance", requestId);
            json.writeStringField("code", code.code());
            json.writeBooleanField("retryable", code.retryable());
            if (!errors.isEmpty()) {
                writeErrors(json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private void writeErrors(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("errors");
        for (FieldError error : errors) {
            json.writeStartObject();
            json.writeStringField("pointer", error.pointer());
            json.writeStringField("code", error.code());
            json.writeStringField("detail", error.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
