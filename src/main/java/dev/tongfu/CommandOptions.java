package dev.tongfu;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommandOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "conf/tongfu.yaml",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("conf/tongfu.yaml");

    Path config() {
        return config;
    }
}
