package dev.tongfu.reconciliation;

import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.AccountCode;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be posted for a bank date, by what it is for, and what is still missing of it.
 *
 * <p>A key that is not wanted any more is taken back; a negative difference is the same with its sides swapped.
 */
final class Targets {
    private final Run run;
    private final Map<Key, Map<Sides, Amount>> wanted = new LinkedHashMap<>();
    private final Map<Key, Map<Sides, Amount>> posted = new HashMap<>();
    private final Map<Key, Integer> counts = new HashMap<>();
    private final Set<Key> scope = new HashSet<>();

    Targets(Run run, List<Findings.Net> postings) {
        this.run = run;
        for (var net : postings) {
            var key = new Key(net.home(), net.key());
            posted.computeIfAbsent(key, none -> new TreeMap<>())
                    .put(new Sides(net.low(), net.high()), new Amount(net.template(), net.net(), net.currency()));
            counts.merge(key, net.count(), Integer::sum);
            if (net.home().equals(run.bankDate())) {
                scope.add(key);
            }
        }
    }

    /** What a posting is for: the day whose statement or movement it is about, and its name within that day. */
    record Key(LocalDate home, String name) {}

    /** A transfer to write, and what it is for. */
    record Delta(LocalDate home, String key, Transfer transfer) {}

    private record Sides(String low, String high) implements Comparable<Sides> {
        @Override
        public int compareTo(Sides other) {
            int first = low.compareTo(other.low);
            return first != 0 ? first : high.compareTo(other.high);
        }
    }

    private record Amount(String template, long net, String currency) {}

    void add(LocalDate home, List<Transfer> transfers) {
        for (var transfer : transfers) {
            var key = new Key(home, name(transfer.eventKey()));
            String debit = transfer.debit().id();
            String credit = transfer.credit().id();
            boolean low = debit.compareTo(credit) < 0;
            long minor = transfer.amount().minor();
            scope.add(key);
            wanted.computeIfAbsent(key, none -> new TreeMap<>())
                    .merge(
                            low ? new Sides(debit, credit) : new Sides(credit, debit),
                            new Amount(
                                    transfer.template(),
                                    low ? minor : -minor,
                                    transfer.amount().currency().name()),
                            (one, other) -> new Amount(one.template, Math.addExact(one.net, other.net), one.currency));
        }
    }

    /** Stays as it is posted. */
    void keep(LocalDate home, String name) {
        var key = new Key(home, name);
        var kept = posted.get(key);
        if (kept != null) {
            scope.add(key);
            wanted.put(key, kept);
        }
    }

    /** Looked at by this run: what is not wanted of it is taken back. */
    void review(LocalDate home, String name) {
        scope.add(new Key(home, name));
    }

    boolean holds(LocalDate home, String name) {
        return posted.getOrDefault(new Key(home, name), Map.of()).values().stream()
                .anyMatch(a -> a.net != 0);
    }

    /** What is to be written so that what is posted is what is wanted, in an order that is always the same. */
    List<Delta> missing(LedgerChannel channel) {
        var deltas = new ArrayList<Delta>();
        var keys = new ArrayList<>(scope);
        keys.sort(java.util.Comparator.comparing(Key::home).thenComparing(Key::name));
        for (var key : keys) {
            var target = wanted.getOrDefault(key, Map.of());
            var before = posted.getOrDefault(key, Map.of());
            var all = new TreeMap<>(before);
            all.putAll(target);
            int count = counts.getOrDefault(key, 0);
            for (var entry : all.entrySet()) {
                long net = Math.subtractExact(net(target, entry.getKey()), net(before, entry.getKey()));
                if (net != 0) {
                    deltas.add(delta(channel, key, entry.getKey(), entry.getValue(), net, count++));
                }
            }
        }
        return deltas;
    }

    private static long net(Map<Sides, Amount> amounts, Sides sides) {
        var amount = amounts.get(sides);
        return amount == null ? 0 : amount.net;
    }

    private Delta delta(LedgerChannel channel, Key key, Sides sides, Amount amount, long net, int count) {
        var debit = account(net > 0 ? sides.low : sides.high);
        var credit = account(net > 0 ? sides.high : sides.low);
        boolean ofRun = ofRun(key.name);
        String event = ofRun ? run.id() + ":" + key.name : key.name;
        String eventKey = count == 0 || (ofRun && key.home.equals(run.bankDate())) ? event : event + ":v" + (count + 1);
        boolean house =
                debit.code().key() == AccountCode.Key.MERCHANT && credit.code().key() == AccountCode.Key.MERCHANT;
        var money = new Money(Math.abs(net), CurrencyCode.valueOf(amount.currency));
        var transfer = new Transfer(
                eventKey,
                amount.template,
                Transfer.Kind.POSTED,
                debit,
                credit,
                money,
                house ? LedgerChannel.HOUSE : channel.book(),
                valueDate(key.home, debit, credit),
                null,
                ofRun ? run.id() : key.name.substring(0, key.name.indexOf(':')));
        return new Delta(key.home, key.name, transfer);
    }

    /** Keys of lines and breaks name them; all others are the run's. */
    private static boolean ofRun(String name) {
        return !name.startsWith("lin_") && !name.startsWith("brk_");
    }

    private String name(String eventKey) {
        String prefix = run.id() + ":";
        return eventKey.startsWith(prefix) ? eventKey.substring(prefix.length()) : eventKey;
    }

    private static LocalDate valueDate(LocalDate home, Account debit, Account credit) {
        var dated = date(debit);
        var other = dated == null ? date(credit) : dated;
        return other == null ? home : other;
    }

    private static @Nullable LocalDate date(Account account) {
        return account.code().key() == AccountCode.Key.CHANNEL_AND_BANK_DATE
                ? LocalDate.parse(account.key().substring(account.key().indexOf(':') + 1))
                : null;
    }

    private static Account account(String id) {
        int first = id.indexOf('/');
        int last = id.lastIndexOf('/');
        int number = Integer.parseInt(id.substring(0, first));
        var code = Arrays.stream(AccountCode.values())
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow();
        return new Account(code, id.substring(first + 1, last), CurrencyCode.valueOf(id.substring(last + 1)));
    }
}
