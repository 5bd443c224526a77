package dev.tongfu.bank;

import dev.tongfu.bank.StatementFormat.BrokenStatementException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a format made of some bytes. */
public final class ReadStatement implements StatementFormat.Sink {
    private final List<StatementLine> lines = new ArrayList<>();
    private final List<Bad> bad = new ArrayList<>();
    private @Nullable String broken;

    public record Bad(int number, String reason, String raw) {}

    private ReadStatement() {}

    public static ReadStatement of(StatementFormat format, byte[] content) {
        var read = new ReadStatement();
        try {
            format.read(new ByteArrayInputStream(content), read);
        } catch (BrokenStatementException refused) {
            read.broken = refused.getMessage();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return read;
    }

    @Override
    public void line(StatementLine line) {
        lines.add(line);
    }

    @Override
    public void bad(int number, String reason, String raw) {
        bad.add(new Bad(number, reason, raw));
    }

    public List<StatementLine> lines() {
        return List.copyOf(lines);
    }

    public List<Bad> bad() {
        return List.copyOf(bad);
    }

    /** Why the whole file is refused; null when it is not. */
    public @Nullable String broken() {
        return broken;
    }
}
