package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;

class JsonLogLayoutTest {
    private final JsonLogLayout layout = new JsonLogLayout();

    @Test
    void aLineIsOneObjectWithTheKeysAsTheyAre() {
        // Given
        var event = event("payment \"changed\"\nat last");
        event.addKeyValuePair(new KeyValuePair("paymentId", "pay_1"));
        event.addKeyValuePair(new KeyValuePair("attempt", 2));
        event.addKeyValuePair(new KeyValuePair("bank", "农行"));
        event.addKeyValuePair(new KeyValuePair("late", true));
        event.addKeyValuePair(new KeyValuePair("level", "own"));
        event.addKeyValuePair(new KeyValuePair("cause", null));

        // When
        String line = layout.doLayout(event);

        // Then
        assertThat(line).endsWith("}\n").doesNotContain("\n{").hasLineCount(1);
        assertThat(new JsonObject(line))
                .isEqualTo(new JsonObject()
                        .put("time", "2026-11-23T08:00:00.123Z")
                        .put("level", "WARN")
                        .put("logger", "dev.tongfu.payment.X")
                        .put("thread", "loop-1")
                        .put("message", "payment \"changed\"\nat last")
                        .put("paymentId", "pay_1")
                        .put("attempt", 2)
                        .put("bank", "农行")
                        .put("late", true)
                        .put("level_", "own")
                        .put("cause", "null"));
    }

    @Test
    void anExceptionStaysOnItsLine() {
        // Given
        var event = event("failed");
        event.setThrowableProxy(new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException("broken")));

        // When
        String line = layout.doLayout(event);

        // Then
        assertThat(line).hasLineCount(1);
        assertThat(new JsonObject(line).getString("exception")).contains("broken", "anExceptionStaysOnItsLine");
    }

    @ParameterizedTest
    @CsvSource({"JSON, true", "TEXT, false", "'', false"})
    void theProgramsLogIsWrittenAsConfigured(String format, boolean json) throws Exception {
        // Given
        var context = new LoggerContext();
        if (!format.isEmpty()) {
            context.putProperty(LogConfig.PROPERTY, format);
        }
        var configurator = new JoranConfigurator();
        configurator.setContext(context);

        // When
        configurator.doConfigure(LogConfig.class.getResource("/logback.xml"));

        // Then
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var appender = (ConsoleAppender<?>) root.iteratorForAppenders().next();
        boolean ours = appender.getEncoder() instanceof LayoutWrappingEncoder<?> wrapped
                && wrapped.getLayout() instanceof JsonLogLayout;
        assertThat(ours).isEqualTo(json);
        context.stop();
    }

    private static LoggingEvent event(String message) {
        var event = new LoggingEvent();
        event.setInstant(Instant.parse("2026-11-23T08:00:00.123Z"));
        event.setLevel(Level.WARN);
        event.setLoggerName("dev.tongfu.payment.X");
        event.setThreadName("loop-1");
        event.setMessage(message);
        return event;
    }
}
