package dev.tongfu;

/**
 * How the log is written; where to is standard error.
 *
 * @param format lines for people, or one JSON object a line for machines
 */
public record LogConfig(Format format) {
    static final String PROPERTY = "TONGFU_LOG_FORMAT";

    /** What a line looks like; {@code logback.xml} has an appender by each name. */
    public enum Format {
        TEXT,
        JSON
    }

    /** Before the first logger is made, so that it counts; the environment's word goes before. */
    void apply() {
        if (System.getenv(PROPERTY) == null && System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, format.name());
        }
    }
}
