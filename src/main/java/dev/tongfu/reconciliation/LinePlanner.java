package dev.tongfu.reconciliation;

import dev.tongfu.ledger.BreakPostings;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.RunPostings;
import dev.tongfu.money.Money;
import dev.tongfu.reconciliation.Findings.OpenLine;
import dev.tongfu.reconciliation.Findings.Ours;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides about the lines that no movement stands for: K5 to K7, B1, B2, B7, B12 and B13. */
final class LinePlanner {
    private static final Set<String> MATCHABLE = Set.of("payment", "capture", "refund", "void", "capture_void");
    private static final Set<String> ABOUT_LINES = Set.of("bank_only", "bank_paid", "duplicate", "kind");

    private final LocalDate home;
    private final LedgerChannel channel;
    private final Terms terms;
    private final Targets targets;
    private final Breaks make;
    private final Findings found;
    private final Map<String, Break> decided = new HashMap<>();
    private final Set<String> paired = new HashSet<>();

    LinePlanner(
            Run run,
            LedgerChannel channel,
            Terms terms,
            Targets targets,
            Breaks make,
            Map<String, Findings.Known> known,
            Findings found) {
        this.home = run.bankDate();
        this.channel = channel;
        this.terms = terms;
        this.targets = targets;
        this.make = make;
        this.found = found;
        known.values().stream()
                .filter(Findings.Known::decided)
                .map(Findings.Known::row)
                .filter(row -> row.lineId() != null
                        && ABOUT_LINES.contains(row.code())
                        && row.bankDate().equals(home))
                .forEach(row -> decided.put(String.valueOf(row.lineId()), row));
    }

    /** Movements whose break is that of a line. */
    Set<String> paired() {
        return paired;
    }

    void plan(Map<String, Break> wanted, Consumer<OpenLine> ownFee) {
        for (var line : found.lines()) {
            var before = decided.get(line.lineId());
            boolean matchable = MATCHABLE.contains(line.kind());
            boolean gross = matchable || line.kind().startsWith("payout");
            if (gross) {
                ownFee.accept(line);
            }
            if (before != null) {
                decidedAlready(line, before);
            } else if (found.payouts().contains(line.lineId()) && line.amount() > 0) {
                payout(line);
            } else {
                undecided(line, matchable, gross, wanted);
            }
        }
    }

    /** People are at it, or were: what is posted for it stays. */
    private void decidedAlready(OpenLine line, Break before) {
        targets.keep(home, line.lineId() + ":suspense");
        targets.keep(before.bankDate(), before.id() + ":suspense");
        if (before.transferId() != null) {
            paired.add(before.transferId());
        }
    }

    private void payout(OpenLine line) {
        var money = new Money(line.amount(), line.currency());
        targets.add(
                home,
                line.kind().equals("payout_return")
                        ? RunPostings.payoutReturnSeen(line.lineId(), channel, home, money)
                        : RunPostings.payoutSeen(line.lineId(), channel, home, money));
    }

    private void undecided(OpenLine line, boolean matchable, boolean gross, Map<String, Break> wanted) {
        long effect = gross ? line.in() ? line.amount() : -line.amount() : line.net();
        if (effect == 0) {
            return;
        }
        if (terms.invoiced() && line.kind().equals("fee") && effect < 0) {
            targets.add(
                    home, RunPostings.feeInvoiced(line.lineId(), channel, home, new Money(-effect, line.currency())));
            return;
        }
        var row = matchable ? classified(line, effect) : bankOnly(line, effect, line.kind(), line.twin());
        wanted.put(row.id(), row);
        suspend(line, effect);
    }

    private Break classified(OpenLine line, long effect) {
        if (line.twin() != null) {
            return make.ofLine(line, home, "duplicate", "stated_again", Math.abs(effect), effect > 0, line.twin());
        }
        var opposite = line.opposite();
        boolean otherWay = line.order() != null && !line.order().equals(line.in() ? "in" : "out");
        if (opposite != null || otherWay) {
            return kind(line, opposite);
        }
        return line.order() == null
                ? bankOnly(line, effect, "no_movement", null)
                : make.ofLine(line, home, "bank_paid", "not_taken_as_evidence", Math.abs(effect), effect > 0, null);
    }

    private Break bankOnly(OpenLine line, long effect, String rule, @Nullable Ours about) {
        return make.ofLine(line, home, "bank_only", rule, Math.abs(effect), effect > 0, about);
    }

    /** B13: the line, and ours unless another line states it. */
    private Break kind(OpenLine line, @Nullable Ours opposite) {
        boolean both = opposite != null && line.oppositeOpen() && paired.add(opposite.transferId());
        var row = make.ofKind(line, home, both ? opposite : null);
        if (both && opposite != null) {
            targets.add(
                    home,
                    opposite.in()
                            ? BreakPostings.platformOnlyPayment(
                                    row.id(), channel, opposite.bankDate(), opposite.money())
                            : BreakPostings.platformOnlyRefund(
                                    row.id(), channel, opposite.bankDate(), opposite.money()));
        }
        return row;
    }

    private void suspend(OpenLine line, long effect) {
        var money = new Money(Math.abs(effect), line.currency());
        targets.add(
                home,
                effect > 0
                        ? BreakPostings.bankOnlyInflow(line.lineId(), channel, home, money)
                        : BreakPostings.bankOnlyOutflow(line.lineId(), channel, home, money));
    }
}
