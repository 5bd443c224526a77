package dev.tongfu.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The ledger's balances as a few lines of Java compute them, to hold the database's against. */
final class LedgerModel {
    private final Map<String, long[]> balances = new TreeMap<>();
    private final Map<String, Long> pendings = new HashMap<>();
    private final List<Transfer> waiting = new ArrayList<>();

    /** What a call posted; a pending counts before its resolution, wherever it stands in the call. */
    void add(List<Transfer> transfers, Set<String> posted) {
        var left = new HashSet<>(posted);
        var mine = transfers.stream().filter(t -> left.remove(t.eventKey())).toList();
        mine.stream()
                .filter(t -> t.kind() == Transfer.Kind.PENDING)
                .forEach(t -> pendings.put(t.eventKey(), t.amount().minor()));
        waiting.addAll(mine);
    }

    /** Accounts that moved: debits, credits posted, debits, credits pending. */
    Map<String, List<Long>> balances() {
        waiting.forEach(this::apply);
        waiting.clear();
        var all = new TreeMap<String, List<Long>>();
        balances.forEach((account, sums) -> {
            if (sums[0] != 0 || sums[1] != 0 || sums[2] != 0 || sums[3] != 0) {
                all.put(account, List.of(sums[0], sums[1], sums[2], sums[3]));
            }
        });
        return all;
    }

    private void apply(Transfer t) {
        long amount = t.amount().minor();
        switch (t.kind()) {
            case POSTED -> move(t, amount, 0);
            case PENDING -> move(t, 0, amount);
            case POST -> move(t, amount, -released(t));
            case VOID -> move(t, 0, -released(t));
        }
    }

    private long released(Transfer t) {
        return pendings.getOrDefault(t.pendingKey(), 0L);
    }

    private void move(Transfer t, long posted, long pending) {
        var debit = balances.computeIfAbsent(t.debit().id(), id -> new long[4]);
        debit[0] += posted;
        debit[2] += pending;
        var credit = balances.computeIfAbsent(t.credit().id(), id -> new long[4]);
        credit[1] += posted;
        credit[3] += pending;
    }
}
