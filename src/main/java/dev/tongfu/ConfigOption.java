package dev.tongfu;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config FILE} of a demonstration: what is to be different from its built-in configuration. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Laid over the built-in configuration of the demonstration.")
    private @Nullable Path file;

    /** What the operator wants different in a demo; nothing unless a file was named. */
    String text() throws java.io.IOException {
        return file == null ? "" : java.nio.file.Files.readString(file);
    }
}
