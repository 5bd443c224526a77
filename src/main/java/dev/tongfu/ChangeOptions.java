package dev.tongfu;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command takes that changes something. */
final class ChangeOptions {
    @Mixin
    private final CommandOptions common = new CommandOptions();

    @Option(names = "--why", paramLabel = "REASON", description = "The reason, for the audit log.")
    private String why = "";

    Path config() {
        return common.config();
    }

    String why() {
        return why;
    }
}
