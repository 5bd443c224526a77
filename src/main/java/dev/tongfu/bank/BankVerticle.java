package dev.tongfu.bank;

import dev.tongfu.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;

/** Puts the banks on the event bus. */
public final class BankVerticle extends VerticleBase {
    private final Bus bus;
    private final Banks banks;
    private List<MessageConsumer<?>> consumers = List.of();

    public BankVerticle(Bus bus, Banks banks) {
        this.bus = bus;
        this.banks = banks;
    }

    @Override
    public Future<?> start() {
        consumers = List.of(
                bus.serve(BankAddresses.ORDER, banks::order),
                bus.serve(BankAddresses.QUERY, banks::query),
                bus.serve(BankAddresses.ACT, asked -> banks.act(asked.act())),
                bus.serve(BankAddresses.STATEMENT, banks::statement),
                bus.serve(BankAddresses.READ, banks::read));
        return Future.all(consumers.stream().map(MessageConsumer::completion).toList());
    }

    /** Takes no more, then lets the banks finish what is under way. */
    @Override
    public Future<?> stop() {
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
                .eventually(banks::close);
    }
}
