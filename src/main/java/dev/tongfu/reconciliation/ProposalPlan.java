package dev.tongfu.reconciliation;

import dev.tongfu.ledger.Transfer;
import dev.tongfu.money.Money;
import dev.tongfu.payment.ApprovedActs;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that the execution of a proposal writes, decided against what was read; the writes themselves find out whether
 * that still holds.
 *
 * @param transfers of a refund or a payout only R1 or O1, which its own machinery posts
 * @param floorMinor not null: the one transfer must leave its debit account with as much
 * @param suspenseBy how much more is in suspense for the break afterwards
 * @param frozenBy how much more is frozen for it
 * @param edges before the transfers: what happens to payments and refunds
 * @param checks after them
 */
record ProposalPlan(
        Money amount,
        List<Transfer> transfers,
        @Nullable Long floorMinor,
        long suspenseBy,
        long frozenBy,
        @Nullable Other other,
        List<Edge> edges,
        List<Edge> checks,
        ApprovedActs.@Nullable OwnRefund refund,
        SuspensePayouts.@Nullable Order payout) {
    ProposalPlan {
        transfers = List.copyOf(transfers);
        edges = List.copyOf(edges);
        checks = List.copyOf(checks);
    }

    /** Another break that is resolved with it. */
    record Other(BreakView found, long suspenseBy) {}

    /** A write within the transaction; false: refused, and why. */
    record Edge(Function<SqlConnection, Future<Boolean>> write, String refusal) {}

    static ProposalPlan of(Money amount, List<Transfer> transfers) {
        return new ProposalPlan(amount, transfers, null, 0, 0, null, List.of(), List.of(), null, null);
    }

    /** Resolves as much of what is in suspense as it moves. */
    static ProposalPlan resolving(Money amount, List<Transfer> transfers) {
        return of(amount, transfers).suspense(-amount.minor());
    }

    boolean asksBank() {
        return refund != null || payout != null;
    }

    ProposalPlan suspense(long by) {
        return new ProposalPlan(amount, transfers, floorMinor, by, frozenBy, other, edges, checks, refund, payout);
    }

    ProposalPlan frozen(long by) {
        return new ProposalPlan(amount, transfers, floorMinor, suspenseBy, by, other, edges, checks, refund, payout);
    }

    ProposalPlan above(long floor) {
        return new ProposalPlan(amount, transfers, floor, suspenseBy, frozenBy, other, edges, checks, refund, payout);
    }

    ProposalPlan with(Other also) {
        return new ProposalPlan(
                amount, transfers, floorMinor, suspenseBy, frozenBy, also, edges, checks, refund, payout);
    }

    ProposalPlan with(ApprovedActs.OwnRefund own) {
        return new ProposalPlan(amount, transfers, floorMinor, suspenseBy, frozenBy, other, edges, checks, own, payout);
    }

    ProposalPlan with(SuspensePayouts.Order order) {
        return new ProposalPlan(
                amount, transfers, floorMinor, suspenseBy, frozenBy, other, edges, checks, refund, order);
    }

    ProposalPlan edge(Function<SqlConnection, Future<Boolean>> write, String refusal) {
        var more = new ArrayList<>(edges);
        more.add(new Edge(write, refusal));
        return new ProposalPlan(
                amount, transfers, floorMinor, suspenseBy, frozenBy, other, more, checks, refund, payout);
    }

    ProposalPlan check(Function<SqlConnection, Future<Boolean>> write, String refusal) {
        var more = new ArrayList<>(checks);
        more.add(new Edge(write, refusal));
        return new ProposalPlan(
                amount, transfers, floorMinor, suspenseBy, frozenBy, other, edges, more, refund, payout);
    }
}
