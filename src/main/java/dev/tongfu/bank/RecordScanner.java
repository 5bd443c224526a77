package dev.tongfu.bank;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a statement into its records without ever holding more than one.
 *
 * <p>It looks at bytes, not characters, so that a broken character can't swallow the end of its record. Records end at
 * a line feed, and where wished at {@code ^^}; empty ones are passed over. The second byte of a GBK character may be
 * {@code ^} too: of three carets in a row the first belongs to the record before when that ends in half a character.
 */
public final class RecordScanner {
    private static final int PART_BYTES = 65_536;
    private static final int FIRST_BYTES = 1_024;
    private static final int END = -1;
    private static final int LEAD_FIRST = 0x81;

    private final InputStream input;
    private final boolean carets;
    private final int bytesMax;
    private final byte[] part = new byte[PART_BYTES];
    private int partAt;
    private int partEnd;
    private byte[] record = new byte[FIRST_BYTES];
    private int length;
    private boolean ascii;
    private boolean cut;
    private int number;
    private boolean caretKept;

    /**
     * @param carets whether {@code ^^} ends a record as well
     * @param bytesMax what is longer is cut off there
     */
    public RecordScanner(InputStream input, boolean carets, int bytesMax) {
        this.input = input;
        this.carets = carets;
        this.bytesMax = bytesMax;
    }

    /** Goes to the next record that is not empty; false at the end. */
    public boolean next() throws IOException {
        do {
            begin();
            if (!read() && length == 0) {
                return false;
            }
        } while (length == 0);
        number++;
        return true;
    }

    /** Of the record, counting from 1 and those only that are not empty. */
    public int number() {
        return number;
    }

    /** Whether the record was longer than allowed; only its beginning is here. */
    public boolean cut() {
        return cut;
    }

    /** The record's bytes. */
    public byte[] bytes() {
        return Arrays.copyOf(record, length);
    }

    /** The record as text; what is no text becomes a replacement character. */
    public String text(Charset charset) {
        return new String(record, 0, length, ascii ? StandardCharsets.ISO_8859_1 : charset);
    }

    private void begin() {
        length = 0;
        ascii = true;
        cut = false;
        if (caretKept) {
            caretKept = false;
            append('^');
        }
    }

    /** False when the end of the file ended the record. */
    private boolean read() throws IOException {
        while (true) {
            int next = take();
            if (next == END) {
                return false;
            }
            if (next == '\n') {
                dropReturn();
                return true;
            }
            if (next == '^' && carets) {
                if (caretsEnd()) {
                    return true;
                }
            } else {
                append(next);
            }
        }
    }

    private boolean caretsEnd() throws IOException {
        int run = 1;
        while (peek() == '^') {
            partAt++;
            run++;
        }
        if (run == 1) {
            append('^');
            return false;
        }
        if (run % 2 == 1) {
            boolean halfCharacter = length > 0 && Byte.toUnsignedInt(record[length - 1]) >= LEAD_FIRST;
            if (halfCharacter) {
                append('^');
            } else {
                caretKept = true;
            }
        }
        return true;
    }

    private void dropReturn() {
        if (length > 0 && record[length - 1] == '\r') {
            length--;
        }
    }

    private void append(int next) {
        if (length == bytesMax) {
            cut = true;
            return;
        }
        if (length == record.length) {
            record = Arrays.copyOf(record, Math.min(bytesMax, 2 * length));
        }
        record[length++] = (byte) next;
        ascii &= next < 0x80;
    }

    private int take() throws IOException {
        int next = peek();
        partAt++;
        return next;
    }

    private int peek() throws IOException {
        if (partAt >= partEnd) {
            partAt = 0;
            partEnd = Math.max(0, input.readNBytes(part, 0, PART_BYTES));
            if (partEnd == 0) {
                return END;
            }
        }
        return Byte.toUnsignedInt(part[partAt]);
    }
}
