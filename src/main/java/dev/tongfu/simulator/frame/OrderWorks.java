package dev.tongfu.simulator.frame;

import dev.tongfu.db.BatchWork;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is done with payers' orders, many at a time: placed, charged, read. */
final class OrderWorks {
    private static final int ORDER_BYTES = 400;
    private static final int TOKEN_BYTES = 60;

    private OrderWorks() {}

    /** An order by its token. */
    record Token(String bank, String token) {
        String key() {
            return bank + ' ' + token;
        }
    }

    /** True where the order number was free. */
    record Place(Pool pool, OrdersStore store) implements BatchWork<BankOrderRow, Boolean> {
        @Override
        public String key(BankOrderRow order) {
            return order.bank() + ' ' + order.merchantNo() + ' ' + order.orderNo();
        }

        @Override
        public int bytes(BankOrderRow order) {
            return ORDER_BYTES + order.detail().length();
        }

        @Override
        public Future<Map<String, Boolean>> execute(List<BankOrderRow> orders) {
            return store.place(pool, orders)
                    .map(placed -> orders.stream()
                            .collect(Collectors.toMap(this::key, order -> placed.contains(order.token()))));
        }

        /** Those that are there under their own token were placed. */
        @Override
        public Future<Map<String, Boolean>> reread(List<BankOrderRow> orders) {
            var tokens = orders.stream()
                    .map(order -> new Token(order.bank(), order.token()))
                    .toList();
            return store.byTokens(pool, tokens).map(found -> {
                Set<String> there = new HashSet<>();
                found.forEach(order -> there.add(order.token()));
                return orders.stream()
                        .filter(order -> there.contains(order.token()))
                        .collect(Collectors.toMap(this::key, order -> true));
            });
        }

        @Override
        public Optional<Boolean> repeated(BankOrderRow second, BankOrderRow first, Boolean placed) {
            return Optional.of(false);
        }
    }

    /** Something by the order's token; empty where there is nothing. */
    abstract static class ByToken<T> implements BatchWork<Token, Optional<T>> {
        @Override
        public final String key(Token order) {
            return order.key();
        }

        @Override
        public final int bytes(Token order) {
            return TOKEN_BYTES;
        }

        static <T> Map<String, Optional<T>> all(List<Token> orders, Map<Token, T> found) {
            return orders.stream()
                    .collect(Collectors.toMap(Token::key, order -> Optional.ofNullable(found.get(order))));
        }
    }

    /** What was charged; empty where there was nothing to charge. */
    static final class Pay extends ByToken<Charge> {
        private final Pool pool;
        private final OrdersStore store;
        private final Clock clock;

        Pay(Pool pool, OrdersStore store, Clock clock) {
            this.pool = pool;
            this.store = store;
            this.clock = clock;
        }

        @Override
        public Future<Map<String, Optional<Charge>>> execute(List<Token> orders) {
            return store.charge(pool, orders, clock.instant()).map(charged -> all(orders, charged));
        }

        @Override
        public Future<Map<String, Optional<Charge>>> reread(List<Token> orders) {
            return store.chargesOf(pool, orders).map(charged -> {
                Map<String, Optional<Charge>> there = new HashMap<>();
                charged.forEach((token, charge) -> there.put(token.key(), Optional.of(charge)));
                return there;
            });
        }

        @Override
        public Optional<Optional<Charge>> repeated(Token second, Token first, Optional<Charge> charged) {
            return Optional.of(Optional.empty());
        }
    }

    /** The order as it is now. */
    static final class Read extends ByToken<BankOrderRow> {
        private final Pool pool;
        private final OrdersStore store;

        Read(Pool pool, OrdersStore store) {
            this.pool = pool;
            this.store = store;
        }

        @Override
        public Future<Map<String, Optional<BankOrderRow>>> execute(List<Token> orders) {
            return store.byTokens(pool, orders)
                    .map(found -> found.stream()
                            .collect(Collectors.toMap(
                                    order -> new Token(order.bank(), order.token()), Function.identity())))
                    .map(found -> all(orders, found));
        }

        @Override
        public Future<Map<String, Optional<BankOrderRow>>> reread(List<Token> orders) {
            return execute(orders);
        }

        @Override
        public Optional<Optional<BankOrderRow>> repeated(Token second, Token first, Optional<BankOrderRow> found) {
            return Optional.of(found);
        }
    }
}
