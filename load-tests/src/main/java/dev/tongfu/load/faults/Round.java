package dev.tongfu.load.faults;

import dev.tongfu.load.stand.Auditor;
import dev.tongfu.load.stand.Receiver;
import dev.tongfu.load.stand.Say;
import dev.tongfu.load.stand.Sql;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One bad day: shoppers come, it happens, they come still, and everything is counted. */
final class Round {
    private static final Duration UNDER_WAY = Duration.ofSeconds(60);
    private static final Duration HEALED = Duration.ofSeconds(120);
    private static final int BEFORE = 30;

    /** Not made, and not given up as the bank does not find them, or made at the bank and not known here. */
    private static final String OPEN_REFUNDS = """
            select refund_no from refund r join operation o on o.merchant_id = r.merchant_id and o.resource_id = r.id
            where r.status not in ('succeeded', 'unknown')
                or r.status = 'unknown' and (o.next_at < now() + interval '10 minutes' or exists (
                    select from simulator.charge c where c.order_no = o.bank_order_no))
            """;

    private final Stand stand;
    private final Receiver receiver;
    private final int count;

    Round(Stand stand, Receiver receiver, int count) {
        this.stand = stand;
        this.receiver = receiver;
        this.count = count;
    }

    /** One sentence for each rule that does not hold. */
    List<String> of(BadDay day) throws IOException, SQLException, InterruptedException {
        var found = new ArrayList<String>();
        long start = System.nanoTime();
        try (var shoppers = new Shoppers(stand, receiver.url(), day.name())) {
            shoppers.begin(count);
            shoppers.awaitMore(BEFORE, UNDER_WAY);
            try {
                day.happens().run(shoppers);
                shoppers.awaitMore(BEFORE, UNDER_WAY);
            } catch (IllegalStateException stuck) {
                found.add(stuck.getMessage());
            }
            shoppers.end(UNDER_WAY);
            heal(shoppers, found);
            var auditor = new Auditor(stand);
            found.addAll(auditor.differences(
                    shoppers.everSent(), shoppers.acknowledged(), shoppers.acknowledged(), receiver.told()));
            found.addAll(auditor.refundDifferences(shoppers.refunds()));
            Say.line("%-44s %7d %7d %8.1f  %s   %s", day.name(), shoppers.acknowledged().size(),
                    shoppers.refunds().size(), (System.nanoTime() - start) / 1e9,
                    found.isEmpty() ? "all is there, once" : found, shoppers.answers());
        }
        return found;
    }

    /** Until everything promised is paid, told and given back; what never happens is found by the auditor. */
    private void heal(Shoppers shoppers, List<String> found) {
        try {
            Shoppers.await(HEALED, () -> {
                var succeeded = texts("select order_no from payment where status = 'succeeded'");
                shoppers.finish(succeeded);
                return succeeded.containsAll(shoppers.acknowledged())
                        && shoppers.acknowledged().containsAll(shoppers.sent());
            }, "every order to be paid");
            Shoppers.await(HEALED, () -> receiver.told().containsAll(shoppers.acknowledged()), "every shop to be told");
            Shoppers.await(
                    HEALED,
                    () -> texts(OPEN_REFUNDS).isEmpty(),
                    "every refund to be made, or to be left to the statement");
        } catch (IllegalStateException notHealed) {
            found.add(notHealed.getMessage());
        }
    }

    private Set<String> texts(String query) {
        try (var sql = Sql.connect(stand.server(), "tongfu")) {
            return sql.texts(query);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
