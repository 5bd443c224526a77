package dev.tongfu.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a channel's settings, following references to secrets.
 *
 * <p>A secret is written {@code ${env:NAME}} or {@code ${file:path}} and never itself; files are read here, so not on
 * an event loop.
 */
public final class ChannelSettings {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    private final Map<String, String> settings;

    public ChannelSettings(BankChannel channel) {
        this.settings = channel.settings();
    }

    public String required(String name) {
        String value = settings.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("the channel has no setting " + name);
        }
        return value;
    }

    public byte[] file(String name) throws IOException {
        return Files.readAllBytes(Path.of(required(name)));
    }

    /** What the reference leads to, without the blanks and line breaks around it. */
    public char[] secret(String name) throws IOException {
        var reference = REFERENCE.matcher(required(name));
        if (!reference.matches()) {
            throw new IllegalStateException("the setting " + name + " is no reference ${env:NAME} or ${file:path}");
        }
        String target = reference.group(2);
        if (reference.group(1).equals("file")) {
            return Files.readString(Path.of(target)).strip().toCharArray();
        }
        String value = System.getenv(target);
        if (value == null) {
            throw new IllegalStateException("the environment variable " + target + " is not set");
        }
        return value.strip().toCharArray();
    }
}
