package dev.tongfu.bank;

import io.vertx.core.buffer.Buffer;

/** What a bank says when it is asked for its books. An error is never read as "no transactions". */
public sealed interface StatementReply {
    /**
     * The file.
     *
     * @param name as the bank names it, or made of the request where it has none
     * @param format how the bytes are to be read: {@code abc} (GBK text), {@code unionpay-zip}
     * @param content what was unpacked from the signed answer, otherwise unchanged
     */
    record Fetched(String name, String format, Buffer content) implements StatementReply {
        @Override
        public String toString() {
            return "Fetched[" + name + ", " + content.length() + " bytes]";
        }
    }

    /** The bank has none yet; asked again later. */
    record NotReady(String code) implements StatementReply {}

    /** The bank has no such call. */
    record NotOffered() implements StatementReply {}

    /** Everything else. */
    record Unknown(String reason) implements StatementReply {}

    /** The word for it, such as {@code fetched}. */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
