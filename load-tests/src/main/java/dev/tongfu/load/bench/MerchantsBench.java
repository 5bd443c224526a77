package dev.tongfu.load.bench;

import dev.tongfu.load.RequestSigner;
import dev.tongfu.load.stand.Receiver;
import dev.tongfu.load.stand.Receiver.Mood;
import dev.tongfu.load.stand.Say;
import dev.tongfu.load.stand.Sql;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What merchants cost each other: all payments to one against many, and one whose shop hangs. */
final class MerchantsBench {
    private static final String HANGING = "m_bench1";

    private final Stand stand;
    private final BenchOptions options;
    private final LifeBench life;
    private final Receiver receiver;

    MerchantsBench(Stand stand, BenchOptions options, LifeBench life, Receiver receiver) {
        this.stand = stand;
        this.options = options;
        this.life = life;
        this.receiver = receiver;
    }

    void run(Map<String, Double> rates, List<RequestSigner> signers) throws IOException, SQLException {
        double spread = life.run(signers.size() + " merchants", signers);
        rates.put("full life, " + signers.size() + " merchants", spread);
        Say.line("RATIO           %8.2f  one hot merchant / spread", rates.get("full life") / spread);
        double before = lag("without");
        if (options.due() > 0 && signers.size() > 1) {
            try (var hanging = Receiver.start()) {
                hanging.mood(Mood.HANGING);
                pileUp(hanging.url());
                life.run((signers.size() - 1) + " merchants while another's shop hangs", signers.subList(1, signers.size()));
                double with = lag("with %d due to a shop that hangs".formatted(options.due()));
                Say.line("RATIO           %8.2f  p99 of others' lag with it / without", with / before);
                takeAway();
            }
        }
    }

    /** Milliseconds from the row to the shop's answer, the slowest of a hundred since the last look. */
    private double lag(String when) throws IOException, SQLException {
        try (var sql = Sql.connect(stand.server(), "tongfu")) {
            double p99 = Double.parseDouble(sql.text("""
                    select coalesce(percentile_cont(0.99) within group
                        (order by extract(epoch from delivered_at - created_at) * 1000), 0)
                    from (select * from notification where status = 'delivered' and merchant_id <> '%s'
                        order by created_at desc limit %d) newest""".formatted(HANGING, options.lives())));
            Say.line("notice lag      %8.0f ms p99 (%s)", p99, when);
            return p99;
        }
    }

    private void pileUp(String url) throws IOException, SQLException {
        try (var sql = Sql.connect(stand.server(), "tongfu")) {
            sql.run("""
                    insert into notification (merchant_id, id, type, resource_id, sequence, url, body, created_at,
                        next_at)
                    select '%s', 'ntf_due' || n, 'payment.succeeded', 'pay_due' || n, 1, '%s/hooks', '{}', now(), now()
                    from generate_series(1, %d) n""".formatted(HANGING, url, options.due()));
            sql.run("analyze notification");
        }
    }

    /** What nobody was promised is no promise broken. */
    private void takeAway() throws IOException, SQLException {
        try (var sql = Sql.connect(stand.server(), "tongfu")) {
            sql.run("update notification set status = 'dead', next_at = null where merchant_id = '" + HANGING
                    + "' and status = 'pending'");
        }
    }
}
