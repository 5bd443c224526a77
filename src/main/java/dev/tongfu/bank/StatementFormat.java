package dev.tongfu.bank;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;

/** How the bytes of one format of statements are read: line by line, in flat memory, on a worker thread. */
public interface StatementFormat {
    /** As {@link StatementReply.Fetched#format} names it. */
    String name();

    /**
     * Reads the whole file and hands over what it finds, in file order.
     *
     * <p>A line that can't be read is handed over as bad and the next one goes on.
     *
     * @throws BrokenStatementException the file as a whole can't be believed: no header, a cut end, an archive that
     *     does not open, totals that contradict the lines
     * @throws IOException the bytes could not be had
     */
    void read(InputStream content, Sink sink) throws IOException, BrokenStatementException;

    /**
     * Reads one line that was put aside and that an operator has mended.
     *
     * @param number the line's own, in its file
     * @param bankDate whose statement it is in
     * @throws LineFault it still can't be read; always so where lines don't stand for themselves
     */
    default StatementLine mended(int number, String text, LocalDate bankDate) throws LineFault {
        throw new LineFault("lines of the format " + name() + " can't be mended one by one");
    }

    /** Takes what is read. */
    interface Sink {
        void line(StatementLine line) throws IOException;

        /** @param raw the text as it came, shortened where it is very long */
        void bad(int number, String reason, String raw) throws IOException;
    }

    /** The file can't be believed as a whole. */
    final class BrokenStatementException extends Exception {
        private static final long serialVersionUID = 1L;

        public BrokenStatementException(String reason) {
            super(reason);
        }
    }
}
