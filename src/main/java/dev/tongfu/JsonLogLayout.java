package dev.tongfu;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object a line: time, level, logger, thread, message, then the key-values by their own names, then the
 * exception. Logback makes it by its name in {@code logback.xml}.
 *
 * <p>Logback's own encoder puts key-values into a list of objects with one key each, which no log store indexes.
 */
public final class JsonLogLayout extends LayoutBase<ILoggingEvent> {
    private static final Set<String> OWN = Set.of("time", "level", "logger", "thread", "message", "exception");

    private final JsonFactory json = new JsonFactory();

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringWriter();
        try (var out = json.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("time", event.getInstant().toString());
            out.writeStringField("level", event.getLevel().toString());
            out.writeStringField("logger", event.getLoggerName());
            out.writeStringField("thread", event.getThreadName());
            out.writeStringField("message", event.getFormattedMessage());
            if (event.getKeyValuePairs() != null) {
                for (var pair : event.getKeyValuePairs()) {
                    write(out, pair);
                }
            }
            if (event.getThrowableProxy() != null) {
                out.writeStringField("exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a line was not written to memory", impossible);
        }
        return line.append('\n').toString();
    }

    /** A key that is one of ours already keeps its value under another name, so that no name comes twice. */
    private static void write(JsonGenerator out, KeyValuePair pair) throws IOException {
        out.writeFieldName(OWN.contains(pair.key) ? pair.key + "_" : pair.key);
        write(out, pair.value);
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else {
            out.writeString(String.valueOf(value));
        }
    }
}
