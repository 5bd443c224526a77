package dev.tongfu.simulator.frame;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The codes that a simulated bank sent to payers' phones. Owned by one event loop, and in memory only: a bank that dies
 * forgets them, and the merchant asks for another.
 */
public final class Codes {
    private static final int REMEMBERED_MAX = 10_000;
    private static final int WRONG_MAX = 3;
    private static final int SPAN = 1_000_000;

    private final SecureRandom random = new SecureRandom();
    private final Map<Key, Sent> sent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Sent> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /** Whose code: the merchant's order it was sent for. */
    public record Key(String bank, String merchantNo, String orderNo) {}

    /**
     * The last code of an order.
     *
     * @param purpose what the payer agrees to, such as {@code pay} or {@code sign}
     * @param times how many were sent
     * @param wrong how many wrong ones were given
     */
    public record Sent(Key key, String purpose, String code, int times, int wrong) {
        @Override
        public String toString() {
            return "Sent[" + key + " " + purpose + "]";
        }
    }

    /** What a code given by the payer is worth. */
    public enum Verdict {
        RIGHT,
        WRONG,
        /** Wrong once too often: the order ends with it. */
        ENDED,
        /** No code is out for this order. */
        NONE
    }

    /** Sends the first code of an order, or another one. */
    public void send(Key key, String purpose) {
        var before = Optional.ofNullable(sent.get(key));
        var code = String.format("%06d", random.nextInt(SPAN));
        sent.put(
                key,
                new Sent(
                        key,
                        purpose,
                        code,
                        before.map(Sent::times).orElse(0) + 1,
                        before.map(Sent::wrong).orElse(0)));
    }

    /** A code is good for one use, and its order for three wrong ones. */
    public Verdict check(Key key, String code) {
        var last = sent.get(key);
        if (last == null) {
            return Verdict.NONE;
        }
        if (last.code().equals(code)) {
            sent.remove(key);
            return Verdict.RIGHT;
        }
        if (last.wrong() + 1 >= WRONG_MAX) {
            sent.remove(key);
            return Verdict.ENDED;
        }
        sent.put(key, new Sent(key, last.purpose(), last.code(), last.times(), last.wrong() + 1));
        return Verdict.WRONG;
    }

    /** The codes of a bank's orders of that number, or of any where it is empty, the oldest order first. */
    public List<Sent> of(String bank, String orderNo) {
        return sent.values().stream()
                .filter(one -> one.key().bank().equals(bank)
                        && (orderNo.isEmpty() || one.key().orderNo().equals(orderNo)))
                .toList();
    }
}
