package dev.tongfu.settlement;

import dev.tongfu.merchant.PayoutAccount;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A file that an operator uploads at the bank: one line per payout, accounts in clear.
 *
 * <p>The same payouts give the same bytes, so a lost download may be fetched again.
 *
 * @param sha256 of the bytes, to be compared after the upload
 */
public record PayoutFile(String id, Buffer content, String sha256, int lines, long amountMinor) {
    /** What a bank sheet needs: reference, amount in yuan, currency, bank, account, holder. */
    static PayoutFile of(String id, List<Payout> payouts, List<PayoutAccount> accounts) {
        var csv = new Csv();
        csv.text("reference")
                .text("amount")
                .text("currency")
                .text("bank_name")
                .text("account_no")
                .text("holder")
                .end();
        long sum = 0;
        for (int i = 0; i < payouts.size(); i++) {
            Money amount = payouts.get(i).amount();
            var account = accounts.get(i);
            sum = Math.addExact(sum, amount.minor());
            csv.text(payouts.get(i).attempt().reference())
                    .text(amount.toDecimal())
                    .text(amount.currency().name())
                    .text(account.bankName())
                    .text(account.accountNo())
                    .text(account.holder())
                    .end();
        }
        byte[] bytes = csv.take().getBytes(StandardCharsets.UTF_8);
        return new PayoutFile(id, Buffer.buffer(bytes), sha256(bytes), payouts.size(), sum);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    /** The road by files. */
    public static Payouts road() {
        return new Road();
    }

    @Override
    public String toString() {
        return "PayoutFile[" + id + " " + lines + " lines]";
    }

    /** The road by files: nothing is called, and what became of a payout is told by people or by the statement. */
    private static final class Road implements Payouts {
        @Override
        public String road() {
            return FILE;
        }

        @Override
        public Future<Said> send(Order order) {
            return Future.succeededFuture(new Said(PayoutStatus.Event.SUBMITTED, "waits for the export"));
        }

        @Override
        public Future<Said> query(String reference) {
            return Future.succeededFuture(new Said(PayoutStatus.Event.SUBMITTED, "nobody to ask"));
        }
    }
}
