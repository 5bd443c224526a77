package dev.tongfu.bank;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The banks by name, with the channels that lead to them.
 *
 * <p>Every exchange leaves here with its bytes sealed; a fault of a bank's code is {@code Unknown} like everything
 * else that is not certain.
 */
public final class Banks {
    private static final Logger LOGGER = LoggerFactory.getLogger(Banks.class);

    private final Map<String, Bank> banks;
    private final Function<String, Optional<BankChannel>> channels;
    private final BiFunction<String, String, Optional<String>> channelIds;
    private final Archive archive;
    private final BankObserver observer;

    /**
     * @param channels a channel by its id
     * @param channelIds the id of a channel by its bank's name and its merchant number there
     */
    public Banks(
            List<Bank> banks,
            Function<String, Optional<BankChannel>> channels,
            BiFunction<String, String, Optional<String>> channelIds,
            Archive archive,
            BankObserver observer) {
        this.observer = observer;
        this.banks = banks.stream().collect(Collectors.toUnmodifiableMap(Bank::name, bank -> bank));
        this.channels = channels;
        this.channelIds = channelIds;
        this.archive = archive;
    }

    public Optional<Bank> named(String bank) {
        return Optional.ofNullable(banks.get(bank));
    }

    public Set<String> names() {
        return banks.keySet();
    }

    /** How each bank's statements are read, by the name of the format. */
    public Map<String, StatementFormat> statementFormats() {
        return banks.values().stream()
                .filter(Statements.class::isInstance)
                .map(bank -> ((Statements) bank).format())
                .collect(Collectors.toUnmodifiableMap(StatementFormat::name, format -> format));
    }

    /** An order for a channel or a kind that is not offered is provably not sent. */
    public Future<BankAnswer> order(BankOrder order) {
        Optional<Route> route = route(order.channelId());
        if (route.isEmpty()) {
            return answered(unsent(new BankReply.NotSent("no such channel")));
        }
        var bank = route.get().bank();
        var needed = order.kind() == BankOrder.Kind.PREAUTH ? Bank.Capability.PREAUTH : Bank.Capability.PURCHASE;
        if (!bank.profile().offers(needed)) {
            return answered(unsent(new BankReply.NotSent("the bank does not offer this")));
        }
        return call(
                bank, "order", order.bankOrderNo(), () -> bank.order(route.get().channel(), order));
    }

    /** A question that can't be asked leaves its order as unknown as it was. */
    public Future<BankAnswer> query(BankQuery query) {
        Optional<Route> route = route(query.channelId());
        if (route.isEmpty()) {
            return answered(unsent(new BankReply.Unknown("no such channel")));
        }
        var bank = route.get().bank();
        return call(
                bank, "query", query.bankOrderNo(), () -> bank.query(route.get().channel(), query));
    }

    /** An act for a channel or of a kind that is not offered is provably not sent. */
    public Future<BankAnswer> act(BankAct act) {
        Optional<Route> route = route(act.channelId());
        if (route.isEmpty()) {
            return answered(unsent(new BankReply.NotSent("no such channel")));
        }
        var bank = route.get().bank();
        if (!bank.profile().offers(act.needs())) {
            return answered(unsent(new BankReply.NotSent("the bank does not offer this")));
        }
        return call(
                bank,
                act.operation(),
                act.bankOrderNo(),
                () -> act.at(bank, route.get().channel()));
    }

    /** The bank's books of a day or of some hours; what can't be asked is unknown. */
    public Future<StatementReply> statement(StatementRequest request) {
        Optional<Route> route = route(request.channelId());
        if (route.isEmpty()) {
            return Future.succeededFuture(new StatementReply.Unknown("no such channel"));
        }
        var bank = route.get().bank();
        var needed = request.hours() == null ? Bank.Capability.STATEMENT : Bank.Capability.FLOW;
        if (!bank.profile().offers(needed)) {
            return Future.succeededFuture(new StatementReply.NotOffered());
        }
        long began = begin(bank);
        return Future.succeededFuture()
                .compose(start -> ((Statements) bank).fetch(route.get().channel(), request))
                .map(StatementCall::reply)
                .otherwise(fault -> {
                    log(bank.name(), "statement", request.bankDate().toString(), fault);
                    return new StatementReply.Unknown("a fault of the program");
                })
                .onSuccess(reply -> end(bank, "statement", reply.kind(), began));
    }

    public Future<Notice> read(RawNotification notification) {
        Optional<Bank> bank = named(notification.bank());
        if (bank.isEmpty()) {
            return Future.succeededFuture(rejected("no such bank", notification.body()));
        }
        return Future.succeededFuture(notification)
                .compose(bank.get()::read)
                .map(read -> notice(notification.bank(), read))
                .otherwise(fault -> {
                    log(notification.bank(), "read", "", fault);
                    return rejected("not readable", notification.body());
                });
    }

    public Future<Void> close() {
        return Future.join(banks.values().stream().map(Bank::close).toList()).mapEmpty();
    }

    private Notice notice(String bank, Bank.BankNotice read) {
        if (read.reading() instanceof Bank.Reading.Empty) {
            return new Notice.Empty();
        }
        if (read.reading() instanceof Bank.Reading.Verified verified) {
            return channelIds
                    .apply(bank, verified.merchantNo())
                    .<Notice>map(channelId -> new Notice.Verified(
                            channelId,
                            verified.bankOrderNo(),
                            verified.reply(),
                            verified.strength(),
                            archive.seal(Buffer.buffer(), read.bytes())))
                    .orElseGet(() -> rejected("for a merchant number that is not ours", read.bytes()));
        }
        return rejected(((Bank.Reading.Rejected) read.reading()).reason(), read.bytes());
    }

    private Future<BankAnswer> call(
            Bank bank, String operation, String bankOrderNo, Supplier<Future<BankCall>> exchange) {
        long began = begin(bank);
        return Future.succeededFuture()
                .compose(start -> exchange.get())
                .otherwise(fault -> {
                    log(bank.name(), operation, bankOrderNo, fault);
                    return unsent(new BankReply.Unknown("a fault of the program"));
                })
                .onSuccess(call -> end(bank, operation, call.reply().kind(), began))
                .compose(this::answered);
    }

    private long begin(Bank bank) {
        observer.begun(bank.name());
        return System.nanoTime();
    }

    private void end(Bank bank, String operation, String outcome, long began) {
        observer.ended(bank.name(), operation, outcome, System.nanoTime() - began);
    }

    private Future<BankAnswer> answered(BankCall call) {
        return Future.succeededFuture(new BankAnswer(call.reply(), archive.seal(call.request(), call.response())));
    }

    private Notice rejected(String reason, Buffer bytes) {
        return new Notice.Rejected(reason, archive.seal(Buffer.buffer(), bytes));
    }

    private Optional<Route> route(String channelId) {
        return channels.apply(channelId)
                .flatMap(channel -> named(channel.bank()).map(bank -> new Route(bank, channel)));
    }

    private static BankCall unsent(BankReply reply) {
        return new BankCall(reply, Buffer.buffer(), Buffer.buffer());
    }

    private static void log(String bank, String operation, String bankOrderNo, Throwable fault) {
        LOGGER.atError()
                .addKeyValue("bank", bank)
                .addKeyValue("operation", operation)
                .addKeyValue("bankOrderNo", bankOrderNo)
                .setCause(fault)
                .log("bank code failed, the outcome is unknown");
    }

    private record Route(Bank bank, BankChannel channel) {}
}
