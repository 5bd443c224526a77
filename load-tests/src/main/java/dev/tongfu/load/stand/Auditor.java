package dev.tongfu.load.stand;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Proves after a run that nothing was lost or made up; looks past the gateway where it can. */
public final class Auditor {
    private static final Pattern TOKEN = Pattern.compile("token: (\\S+)");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Stand stand;

    public Auditor(Stand stand) {
        this.stand = stand;
    }

    /**
     * One sentence for each rule that does not hold.
     *
     * @param sent order numbers somebody sent
     * @param acknowledged those that were promised
     * @param paid those whose payer was through
     * @param told those a shop was told of
     */
    public List<String> differences(Set<String> sent, Set<String> acknowledged, Set<String> paid, Set<String> told)
            throws IOException, SQLException, InterruptedException {
        var found = new ArrayList<String>();
        try (var sql = Sql.connect(stand.server(), "tongfu")) {
            var stored = sql.texts("select order_no from payment");
            if (number(sql, "select count(*) from payment") != stored.size()) {
                found.add("more rows than " + stored.size() + " orders");
            }
            missing(found, acknowledged, stored, "acknowledged and not stored");
            missing(found, stored, sent, "stored and sent by nobody");
            var succeeded = sql.texts("select order_no from payment where status = 'succeeded'");
            missing(found, paid, succeeded, "paid and not succeeded");
            missing(found, succeeded, told, "succeeded and not told to the shop");
            missing(found, told, succeeded, "told to the shop and not succeeded");
            charges(found, sql);
        }
        String proof = proof();
        if (!proof.contains("\"holds\":true")) {
            found.add("the ledger proof does not hold: " + proof);
        }
        return found;
    }

    /** The bank's books against ours, movement by movement. */
    private static void charges(List<String> found, Sql sql) throws SQLException {
        long twice = number(sql, "select count(*) from (select from simulator.charge where kind = 'pay'"
                + " group by bank, order_no having count(*) > 1) twice");
        long unequal = number(sql, """
                select count(*) from (
                    select order_no, amount from simulator.charge where kind = 'pay'
                    except select a.bank_order_no, p.captured from attempt a
                        join payment p on p.merchant_id = a.merchant_id and p.id = a.payment_id
                        where p.status = 'succeeded') unknown""");
        long unpaid = number(sql, """
                select count(*) from payment p where p.status = 'succeeded' and not exists (
                    select from attempt a join simulator.charge c on c.order_no = a.bank_order_no and c.kind = 'pay'
                    where a.merchant_id = p.merchant_id and a.payment_id = p.id and c.amount = p.captured)""");
        if (twice + unequal + unpaid > 0) {
            found.add(twice + " orders charged twice, " + unequal + " charges we do not know, " + unpaid
                    + " payments the bank does not know");
        }
    }

    /**
     * Promised refunds against ours, and ours against the bank's.
     *
     * <p>One whose call nobody answered and that the bank does not find is unknown until the bank's statement decides:
     * it may still be on its way. So a promise is kept when it is stored, and what was given back is what the bank gave.
     */
    public List<String> refundDifferences(Map<String, Integer> promised) throws SQLException, IOException {
        var found = new ArrayList<String>();
        try (var sql = Sql.connect(stand.server(), "tongfu")) {
            missing(
                    found,
                    promised.keySet(),
                    sql.texts("select refund_no from refund where status in ('succeeded', 'unknown')"),
                    "promised back and neither given back nor asked after");
            long unequal = number(sql, """
                    select count(*) from payment p
                    join attempt a on a.merchant_id = p.merchant_id and a.payment_id = p.id
                    left join (select original_no, sum(amount) as amount from simulator.charge
                        where kind in ('refund', 'void') group by 1) b on b.original_no = a.bank_order_no
                    where p.status = 'succeeded' and a.status = 'paid'
                        and p.refunded <> coalesce(b.amount, 0)""");
            if (unequal > 0) {
                found.add(unequal + " payments of which the bank has given back another sum than we say");
            }
        }
        return found;
    }

    private static void missing(List<String> found, Set<String> wanted, Set<String> there, String rule) {
        var lost = wanted.stream().filter(order -> !there.contains(order)).toList();
        if (!lost.isEmpty()) {
            found.add(lost.size() + " orders were " + rule + ", as " + lost.get(0));
        }
    }

    private static long number(Sql sql, String query) throws SQLException {
        return Long.parseLong(sql.text(query));
    }

    private String proof() throws IOException, InterruptedException {
        var token = TOKEN.matcher(Files.readString(stand.keys().resolve("operators.yaml")));
        if (!token.find()) {
            throw new IOException("operators.yaml names no token");
        }
        var request = HttpRequest.newBuilder(URI.create(stand.operatorsUrl() + "/admin/v1/ledger/proof"))
                .header("Authorization", "Bearer " + token.group(1))
                .timeout(LIMIT)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
