package dev.tongfu.reconciliation;

import dev.tongfu.ledger.BreakPostings;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import dev.tongfu.reconciliation.Findings.Matched;
import dev.tongfu.reconciliation.Findings.Ours;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides what a run posts and which breaks there are: rows K and B of the posting table. Reads and writes nothing.
 *
 * <p>What is in suspense from an earlier run stays there until its other side is found, and is then taken out of it
 * (B5, B6); so a run repeated, or a later version with the same content, ends with the same balances.
 */
final class RunPlanner {
    private final Run run;
    private final LedgerChannel channel;
    private final Terms terms;
    private final Findings found;
    private final Targets targets;
    private final Breaks make;
    private final Map<String, Break> wanted = new TreeMap<>();
    private final Clearings clearings;
    /** Breaks that others than runs find; no statement of the day speaks of them. */
    private static final Set<String> OF_NO_RUN = Set.of("refund_beyond", "payout_twice", BreakStore.PAYOUT_RETURNED);

    private final Map<String, Findings.Known> known;
    private final Map<String, Break> suspendedBy = new HashMap<>();
    private final List<RunPlan.Freeze> freezes = new ArrayList<>();

    RunPlanner(Run run, Terms terms, Findings found) {
        this.run = run;
        this.channel = new LedgerChannel(run.channelId(), run.bank());
        this.terms = terms;
        this.found = found;
        this.targets = new Targets(run, found.postings());
        this.make = new Breaks(run.channelId());
        this.clearings = new Clearings(run, channel, terms, targets);
        this.known = found.breaks().stream()
                .collect(Collectors.toMap(each -> each.row().id(), each -> each));
        for (var each : found.breaks()) {
            var row = each.row();
            if (row.transferId() != null && targets.holds(row.bankDate(), row.id() + ":suspense")) {
                suspendedBy.put(row.transferId(), row);
            }
        }
    }

    RunPlan plan() {
        found.sums().forEach(clearings::sum);
        found.fees().forEach(clearings::fee);
        found.suspended().forEach(this::outOfSuspense);
        found.differing().forEach(this::amount);
        feeDifferences();
        found.differing().stream().filter(match -> match.note() != null).forEach(this::date);
        var lines = new LinePlanner(run, channel, terms, targets, make, known, found);
        lines.plan(wanted, clearings::ownFee);
        movements(lines.paired());
        clearings.post();
        return result();
    }

    /** B5, B6: one side waited in suspense; the other is here. */
    private void outOfSuspense(Matched match) {
        var ours = match.ours();
        long amount = Math.min(match.lineAmount(), ours.amount());
        var money = new Money(amount, ours.currency());
        var waiting = suspendedBy.get(ours.transferId());
        String lineKey = match.lineId() + ":suspense";
        boolean lineWaits = targets.holds(match.home(), lineKey);
        targets.review(match.home(), lineKey);
        if (waiting != null) {
            targets.keep(waiting.bankDate(), waiting.id() + ":suspense");
            targets.add(
                    match.home(),
                    ours.in()
                            ? BreakPostings.paymentFound(match.lineId(), channel, match.home(), money)
                            : BreakPostings.refundFound(match.lineId(), channel, match.home(), money));
            settledLate(match, amount);
        } else if (lineWaits && match.lineAmount() == ours.amount()) {
            targets.keep(match.home(), lineKey);
            targets.add(
                    match.home(),
                    ours.in()
                            ? BreakPostings.becameKnown(match.lineId(), channel, ours.bankDate(), money)
                            : BreakPostings.refundBecameKnown(match.lineId(), channel, ours.bankDate(), money));
            settledLate(match, amount);
        } else {
            clearings.sum(new Findings.Sum(
                    ours.kind(), ours.in(), ours.bankDate(), ours.merchantId(), ours.currency(), amount));
        }
    }

    /** K8 for what B5 and B6 cleared; a line of an earlier day has a posting of its own. */
    private void settledLate(Matched match, long amount) {
        var ours = match.ours();
        long net = ours.in() ? amount : -amount;
        if (match.home().equals(run.bankDate())) {
            clearings.settledDirect(ours.merchantId(), ours.currency(), net);
        } else if (terms.direct().test(ours.merchantId())) {
            targets.add(
                    match.home(),
                    clearings.direct(match.lineId(), ours.merchantId(), match.home(), ours.currency(), net));
        }
    }

    /** B9, B10: K1 or K2 are at the lesser amount, the rest is in suspense. */
    private void amount(Matched match) {
        var ours = match.ours();
        long difference = Math.abs(Math.subtractExact(match.lineAmount(), ours.amount()));
        if (difference == 0) {
            return;
        }
        boolean over = match.lineAmount() > ours.amount();
        String side = over == ours.in() ? Break.SURPLUS : Break.SHORTAGE;
        var row = make.ofMatch(match, over ? "amount_over" : "amount_under", "open", difference, side, difference);
        wanted.put(row.id(), row);
        if (!over && suspendedBy.containsKey(ours.transferId())) {
            return;
        }
        var money = new Money(difference, ours.currency());
        if (over) {
            targets.add(
                    match.home(),
                    ours.in()
                            ? BreakPostings.amountOverPayment(row.id(), channel, match.home(), money)
                            : BreakPostings.amountOverRefund(row.id(), channel, match.home(), money));
        } else {
            targets.add(
                    match.home(),
                    ours.in()
                            ? BreakPostings.amountUnderPayment(row.id(), channel, ours.bankDate(), money)
                            : BreakPostings.amountUnderRefund(row.id(), channel, ours.bankDate(), money));
        }
    }

    /** B11: in the order of the lines' ids, until the day's cap is reached. */
    private void feeDifferences() {
        long used = 0;
        long more = 0;
        long less = 0;
        CurrencyCode currency = CurrencyCode.CNY;
        var sorted = found.differing().stream()
                .sorted(Comparator.comparing(Matched::lineId))
                .toList();
        for (var match : sorted) {
            long difference = Math.subtractExact(match.fee(), match.expectedFee());
            long size = Math.abs(difference);
            if (size == 0) {
                continue;
            }
            boolean tolerated =
                    size <= terms.feeTolerance().applyAsLong(match.ours().kind())
                            && Math.addExact(used, size) <= terms.feeToleranceDaily();
            if (!tolerated) {
                feeBreak(match, difference);
                continue;
            }
            used += size;
            more += Math.max(0, difference);
            less += Math.max(0, -difference);
            currency = match.ours().currency();
            var row = make.ofMatch(match, "fee_difference", "cleared", size, null, 0);
            wanted.put(row.id(), row);
        }
        if (more > 0) {
            targets.add(
                    run.bankDate(),
                    BreakPostings.feeMoreTolerated(run.id(), channel, run.bankDate(), new Money(more, currency)));
        }
        if (less > 0) {
            targets.add(
                    run.bankDate(),
                    BreakPostings.feeLessTolerated(run.id(), channel, run.bankDate(), new Money(less, currency)));
        }
    }

    private void feeBreak(Matched match, long difference) {
        boolean more = difference > 0;
        long size = Math.abs(difference);
        var row = make.ofMatch(match, "fee_difference", "open", size, more ? Break.SHORTAGE : Break.SURPLUS, size);
        wanted.put(row.id(), row);
        var money = new Money(size, match.ours().currency());
        targets.add(
                match.home(),
                more
                        ? BreakPostings.feeMore(row.id(), channel, match.home(), money)
                        : BreakPostings.feeLess(row.id(), channel, match.home(), money));
    }

    /** B14: named, and nothing is open. */
    private void date(Matched match) {
        var row = make.ofMatch(match, "date", "cleared", match.ours().amount(), null, 0);
        wanted.put(row.id(), row);
    }

    /** B3, B4, B8: ours, and no line states it. */
    private void movements(Set<String> paired) {
        for (var open : found.movements()) {
            var ours = open.ours();
            if (paired.contains(ours.transferId())) {
                continue;
            }
            var own = of(ours.transferId());
            if (own.stream().anyMatch(this::pairedBefore)) {
                continue;
            }
            var decided =
                    own.stream().filter(each -> each.row().lineId() == null).toList();
            decided.forEach(each -> targets.review(ours.bankDate(), each.row().id() + ":suspense"));
            if (decided.stream().anyMatch(Findings.Known::decided)) {
                decided.forEach(each -> keep(each.row()));
            } else if (decided.stream().anyMatch(RunPlanner::refused)) {
                unpaid(ours);
            } else if (found.ran().contains(ours.bankDate()) || ours.bankDate().equals(run.bankDate())) {
                absent(ours);
            }
        }
    }

    /** What is known of a movement as such; that the ledger booked it as a shortage (R6) is another matter. */
    private List<Findings.Known> of(String transferId) {
        return found.breaks().stream()
                .filter(each -> transferId.equals(each.row().transferId())
                        && !each.row().code().equals("duplicate"))
                .toList();
    }

    /** Another day's line names it in the other direction: it is in suspense with that line. */
    private boolean pairedBefore(Findings.Known each) {
        var row = each.row();
        return row.lineId() != null
                && !row.bankDate().equals(run.bankDate())
                && !row.status().equals("cleared");
    }

    /** Its bank said that it failed. */
    private static boolean refused(Findings.Known each) {
        return each.row().code().equals("bank_unpaid") && each.row().status().equals("open");
    }

    private void absent(Ours ours) {
        boolean later = ours.bankDate().isBefore(run.bankDate())
                || found.ran().stream().anyMatch(date -> date.isAfter(ours.bankDate()));
        var row = make.ofMovement(
                ours, "platform_only", later ? "open" : "carried", "absent", later ? ours.amount() : 0, 0);
        wanted.put(row.id(), row);
        if (later) {
            targets.add(
                    ours.bankDate(),
                    ours.in()
                            ? BreakPostings.platformOnlyPayment(row.id(), channel, ours.bankDate(), ours.money())
                            : BreakPostings.platformOnlyRefund(row.id(), channel, ours.bankDate(), ours.money()));
        }
    }

    private void unpaid(Ours ours) {
        boolean merchants = Set.of("P1", "A3", "A5").contains(ours.template());
        var row = make.ofMovement(
                ours, "bank_unpaid", "open", "query_refused", ours.amount(), merchants ? ours.amount() : 0);
        wanted.put(row.id(), row);
        if (!ours.in()) {
            targets.add(
                    ours.bankDate(), BreakPostings.bankUnpaidRefund(row.id(), channel, ours.bankDate(), ours.money()));
            return;
        }
        var transfers =
                BreakPostings.bankUnpaidPayment(row.id(), ours.merchantId(), channel, ours.bankDate(), ours.money());
        targets.add(ours.bankDate(), merchants ? transfers : transfers.subList(0, 1));
        if (merchants && ours.paymentId() != null) {
            freezes.add(new RunPlan.Freeze(ours.merchantId(), ours.paymentId()));
        }
    }

    private void keep(Break row) {
        List.of(":suspense", ":freeze", ":diff").forEach(part -> targets.keep(row.bankDate(), row.id() + part));
    }

    /** What was found before and is not any more is cleared, unless people are at it. */
    private RunPlan result() {
        var news = new ArrayList<Break>();
        var changes = new ArrayList<RunPlan.Change>();
        for (var row : wanted.values()) {
            var before = known.get(row.id());
            if (before == null) {
                news.add(row);
            } else if (!before.decided() && row.differsFrom(before.row())) {
                changes.add(new RunPlan.Change(row, before.version()));
            }
        }
        var reviewed = new HashSet<>(
                found.movements().stream().map(open -> open.ours().transferId()).toList());
        for (var before : found.breaks()) {
            var row = before.row();
            if (wanted.containsKey(row.id())) {
                continue;
            }
            if (before.decided()) {
                keep(row);
                if (row.lineId() != null) {
                    targets.keep(row.bankDate(), row.lineId() + ":suspense");
                }
            } else if (gone(before, reviewed)) {
                targets.review(row.bankDate(), row.id() + ":diff");
                if (row.frozen() > 0) {
                    targets.keep(row.bankDate(), row.id() + ":freeze");
                }
                var cleared = row.cleared();
                if (cleared.differsFrom(row)) {
                    changes.add(new RunPlan.Change(cleared, before.version()));
                }
            }
        }
        return new RunPlan(targets.missing(channel), news, changes, List.copyOf(freezes));
    }

    /** A break of this day is looked at as a whole; one of another day when its other side was found. */
    private boolean gone(Findings.Known before, Set<String> openMovements) {
        var row = before.row();
        if (OF_NO_RUN.contains(row.rule())) {
            return false;
        }
        return row.bankDate().equals(run.bankDate())
                || before.matched()
                || (row.lineId() == null && row.transferId() != null && openMovements.contains(row.transferId()));
    }
}
