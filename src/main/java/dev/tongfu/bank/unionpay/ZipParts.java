package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.StatementFormat.BrokenStatementException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The files of a zip, one after the other, with limits on their number and on what they unpack to.
 *
 * <p>A stream of a zip can't tell a cut one from a whole one; therefore the directory at its end is looked at too. What
 * is wrong with the zip is thrown through the reader as {@link Broken}, what is wrong with the bytes below as it is.
 */
final class ZipParts {
    private static final int TAIL_BYTES = 1_024;
    private static final int END_BYTES = 22;
    private static final int ENTRIES_AT = 10;

    private final Tail tail;
    private final ZipInputStream zip;
    private final int filesMax;
    private long bytesLeft;
    private int files;

    ZipParts(InputStream content, int filesMax, long bytesMax) {
        this.tail = new Tail(content);
        // Names are never shown and hold ASCII only; this character set reads every byte.
        this.zip = new ZipInputStream(tail, StandardCharsets.ISO_8859_1);
        this.filesMax = filesMax;
        this.bytesLeft = bytesMax;
    }

    /** The zip is damaged, or larger than allowed. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;

        Broken(String reason) {
            super(reason);
        }
    }

    /** The name of the next file; empty at the end, which is then known to be the real one. */
    Optional<String> next() throws IOException, BrokenStatementException {
        var entry = guarded(zip::getNextEntry);
        if (entry == null) {
            requireEnd();
            return Optional.empty();
        }
        files++;
        if (files > filesMax) {
            throw new BrokenStatementException("the zip has more than " + filesMax + " files");
        }
        return Optional.of(entry.getName());
    }

    /** What the present file unpacks to. */
    InputStream file() {
        return new FilterInputStream(zip) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int count = guarded(() -> zip.read(bytes, from, length));
                bytesLeft -= Math.max(0, count);
                if (bytesLeft < 0) {
                    throw new Broken("the zip unpacks to more than is taken");
                }
                return count;
            }
        };
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** Errors of the bytes below pass; those that the unpacking finds are the file's. */
    private <T> T guarded(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (ZipException | EOFException | IllegalArgumentException damaged) {
            throw new Broken("the zip is damaged or cut");
        }
    }

    private void requireEnd() throws IOException, BrokenStatementException {
        tail.drain();
        byte[] end = tail.last();
        for (int at = end.length - END_BYTES; at >= 0; at--) {
            if (end[at] == 'P' && end[at + 1] == 'K' && end[at + 2] == 5 && end[at + 3] == 6) {
                int entries = Byte.toUnsignedInt(end[at + ENTRIES_AT])
                        | Byte.toUnsignedInt(end[at + ENTRIES_AT + 1]) << Byte.SIZE;
                if (entries == files) {
                    return;
                }
                throw new BrokenStatementException("the zip names " + entries + " files and holds " + files);
            }
        }
        throw new BrokenStatementException("the zip is cut: its directory is missing");
    }

    /** Remembers the last bytes that went through. */
    private static final class Tail extends FilterInputStream {
        private byte[] last = new byte[0];

        Tail(InputStream input) {
            super(input);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = in.read(bytes, from, length);
            if (count > 0) {
                keep(bytes, from, count);
            }
            return count;
        }

        private void keep(byte[] bytes, int from, int count) {
            int kept = Math.min(last.length, Math.max(0, TAIL_BYTES - count));
            int added = Math.min(TAIL_BYTES, count);
            byte[] next = Arrays.copyOfRange(last, last.length - kept, last.length + added);
            System.arraycopy(bytes, from + count - added, next, kept, added);
            last = next;
        }

        void drain() throws IOException {
            byte[] part = new byte[TAIL_BYTES];
            int count = 0;
            while (count >= 0) {
                count = read(part, 0, part.length);
            }
        }

        byte[] last() {
            return last;
        }
    }
}
