package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The sums of the day, each from another source: what the banks' statements say, less what the breaks came to, is what
 * the ledger owes the merchant, is what the merchant's own statements add up to, is what was settled and is carried.
 */
final class DayIdentity {
    private static final int KIND = 2;
    private static final int AMOUNT = 6;
    private static final int SETTLEMENT = 11;

    private final Tour tour;
    private final TourWorld world;
    private final DayOffice office;
    private final DayClosing closing;
    private final DaySettlement settlement;
    private final DayTour.Screen screen;

    DayIdentity(Tour tour, TourWorld world, DayClosing closing, DaySettlement settlement, DayTour.Screen screen) {
        this.tour = tour;
        this.world = world;
        this.office = new DayOffice(world);
        this.closing = closing;
        this.settlement = settlement;
        this.screen = screen;
    }

    void walk() {
        for (String bank : DayPlan.BANKS) {
            tour.step("statements' net = bank cash of the ledger", bank, "equal", () -> cash(bank));
        }
        tour.step("bank − breaks = ledger = statements = settled", "", "equal to the fen", this::whole);
        tour.step("ledger proof", "", "holds", this::proof);
    }

    /** A batch in one line. */
    static String words(JsonObject batch) {
        return String.format(
                Locale.ROOT,
                "%s %s to %s: %s; gross %,d − refunds %,d − fees %,d + adjustments %,d − reserve %,d + carried in %,d"
                        + " = net %,d + carried out %,d",
                batch.getString("id"),
                batch.getString("period_from"),
                batch.getString("period_to"),
                batch.getString("status"),
                batch.getLong("gross", 0L),
                batch.getLong("refunds", 0L),
                batch.getLong("fees", 0L),
                batch.getLong("adjustments", 0L),
                batch.getLong("reserve", 0L),
                batch.getLong("carried_in", 0L),
                batch.getLong("net", 0L),
                batch.getLong("carried_out", 0L));
    }

    private String cash(String bank) throws IOException {
        long statements = closing.net(bank);
        long cash = balance("1102", bank + "-1");
        return equal("statements", statements, "1102", cash);
    }

    private String whole() throws IOException {
        long bank = 0;
        for (String name : DayPlan.BANKS) {
            bank += closing.net(name);
        }
        long outside = liabilities("2301", "2303", "2304", "2401", "3101", "4901")
                - liabilities("1101", "1201", "5101", "5102", "5901");
        long ledger = liabilities("2101", "2102", "2103", "2104", "2202", "4101");
        long statements = sum(merchantStatements());
        long settled = settled();
        long carried = liabilities("2101", "2104") - carriedOut();
        show("banks' statements, net", bank);
        show("− breaks, as decided, and the bank's fees", outside);
        show("= ledger: the merchant's accounts and our fees", ledger);
        show("= merchant's statements", statements);
        show("= settled " + String.format(Locale.ROOT, "%,d", settled) + " + not settled yet", settled + carried);
        boolean equal = bank - outside == ledger && ledger == statements && statements == settled + carried;
        return equal
                ? "equal to the fen"
                : bank + " − " + outside + " / " + ledger + " / " + statements + " / " + settled + " + " + carried;
    }

    /** It stays in 2101 and is a part of the last batch all the same. */
    private long carriedOut() {
        return settlement.settled().stream()
                .reduce((first, second) -> second)
                .map(last -> last.getLong("carried_out", 0L))
                .orElse(0L);
    }

    private void show(String what, long amount) {
        screen.lines().accept(String.format(Locale.ROOT, "   %-60s %,20d", what, amount));
    }

    /** Before fees, as the statement's lines are. */
    private long settled() {
        return settlement.settled().stream()
                .mapToLong(
                        one -> one.getLong("gross", 0L) - one.getLong("refunds", 0L) + one.getLong("adjustments", 0L))
                .sum();
    }

    /** Balances in the sense of their own side, over all keys. */
    private long liabilities(String... codes) throws IOException {
        long sum = 0;
        for (String code : codes) {
            for (var account : office.all("/accounts?code=" + code)) {
                sum += account.getLong("balance", 0L);
            }
        }
        return sum;
    }

    private long balance(String code, String key) throws IOException {
        return office.all("/accounts?code=" + code).stream()
                .filter(account -> key.equals(account.getString("key")))
                .mapToLong(account -> account.getLong("balance", 0L))
                .sum();
    }

    private List<String> merchantStatements() throws IOException {
        var texts = new java.util.ArrayList<String>();
        for (String date : closing.allDates()) {
            texts.add(world.client().text("/v1/statements/" + date, "text/csv"));
        }
        return texts;
    }

    private String proof() throws IOException {
        var proof = world.proof();
        return Boolean.TRUE.equals(proof.getBoolean("holds")) ? "holds" : proof.encode();
    }

    private static String equal(String left, long one, String right, long other) {
        return one == other ? "equal" : left + " " + one + ", " + right + " " + other;
    }

    /** What the lines of the merchant's statements add up to, before fees. */
    static long sum(List<String> texts) {
        long sum = 0;
        for (var line : texts.stream().flatMap(String::lines).toList()) {
            var cells = line.replace("\"", "").replaceAll("^\uFEFF", "").split(",", -1);
            boolean dated = cells.length > SETTLEMENT && cells[0].matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
            if (dated && !cells[KIND].equals("total")) {
                sum += new java.math.BigDecimal(cells[AMOUNT].replaceAll("^'", "")).longValueExact();
            }
        }
        return sum;
    }
}
