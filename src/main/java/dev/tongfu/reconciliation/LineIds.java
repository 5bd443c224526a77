package dev.tongfu.reconciliation;

import dev.tongfu.bank.StatementLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names lines by what they say: the same line has the same name in every version of a day, in whatever order.
 *
 * <p>Lines that say the same are told apart by a count. To know them, eight bytes of each line's digest are kept: a
 * million lines need 16 MB. Two different lines whose eight bytes are equal would count as one another's twin, which
 * happens once in many thousand million files and still gives every line a name of its own.
 */
final class LineIds {
    private static final String PREFIX = "lin_";
    private static final int NAME_BYTES = 13;
    private static final HexFormat HEX = HexFormat.of();

    private final String day;
    private final MessageDigest sha256;
    private final Seen seen = new Seen();
    private final Map<Long, Integer> twins = new HashMap<>();

    LineIds(String channelId, LocalDate bankDate) {
        this.day = channelId + '|' + bankDate + '|';
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** The name of the next line. */
    String next(StatementLine line) {
        byte[] first = digest(line, 0);
        long mark = mark(first);
        return name(seen.add(mark) ? first : digest(line, twins.merge(mark, 1, Integer::sum)));
    }

    /** The name of a line of which a number of twins are there already. */
    String after(StatementLine line, int twinsBefore) {
        return name(digest(line, twinsBefore));
    }

    private byte[] digest(StatementLine line, int twin) {
        String said = day
                + line.direction().word()
                + '|'
                + line.kind().word()
                + '|'
                + text(line.ourRef())
                + '|'
                + text(line.bankRef())
                + '|'
                + line.amount()
                + '|'
                + line.fee()
                + '|'
                + twin;
        return sha256.digest(said.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(byte[] digest) {
        return PREFIX + HEX.formatHex(digest, 0, NAME_BYTES);
    }

    private static long mark(byte[] digest) {
        long mark = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            mark = mark << Byte.SIZE | Byte.toUnsignedLong(digest[i]);
        }
        return mark == Seen.FREE ? 1 : mark;
    }

    private static String text(@Nullable String reference) {
        return reference == null ? "" : reference;
    }

    /** A set of numbers that are random already, in one array. */
    private static final class Seen {
        private static final long FREE = 0;
        private static final int FIRST = 1 << 12;

        private long[] slots = new long[FIRST];
        private int count;

        /** False when it is there. */
        boolean add(long mark) {
            if (count > slots.length / 2) {
                grow();
            }
            boolean added = put(slots, mark);
            count += added ? 1 : 0;
            return added;
        }

        private void grow() {
            var larger = new long[slots.length * 2];
            for (long mark : slots) {
                if (mark != FREE && !put(larger, mark)) {
                    throw new IllegalStateException("a mark was there twice");
                }
            }
            slots = larger;
        }

        private static boolean put(long[] slots, long mark) {
            int at = (int) mark & slots.length - 1;
            while (slots[at] != FREE) {
                if (slots[at] == mark) {
                    return false;
                }
                at = at + 1 & slots.length - 1;
            }
            slots[at] = mark;
            return true;
        }
    }
}
