package dev.tongfu.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** The one place that touches the event bus: local, typed, with an explicit time-out on every request. */
public final class Bus {
    private static final int FAILURE = 500;

    private final EventBus eventBus;

    public Bus(Vertx vertx) {
        this.eventBus = vertx.eventBus();
        eventBus.registerCodec(new RecordCodec());
        eventBus.codecSelector(body -> body instanceof Record ? RecordCodec.NAME : null);
    }

    /** Asks and waits at most {@code timeoutMs}; a time-out or refused delivery fails the future: outcome unknown. */
    public <Q extends Record, R> Future<R> request(Request<Q, R> address, Q question, long timeoutMs) {
        var options = new DeliveryOptions().setLocalOnly(true).setSendTimeout(timeoutMs);
        return eventBus.<R>request(address.address(), question, options).map(message -> message.body());
    }

    /** Answers the questions of an address; a failed future reaches the asker as a failure without details. */
    public <Q extends Record, R> MessageConsumer<Q> serve(Request<Q, R> address, Function<Q, Future<R>> handler) {
        return eventBus.localConsumer(
                address.address(),
                message -> handler.apply(message.body())
                        .onSuccess(message::reply)
                        .onFailure(cause -> message.fail(FAILURE, String.valueOf(cause.getMessage()))));
    }

    /** Nudges whoever listens; nobody listening is fine. */
    public <E extends Record> void publish(Event<E> address, E event) {
        eventBus.publish(address.address(), event, new DeliveryOptions().setLocalOnly(true));
    }

    public <E extends Record> MessageConsumer<E> listen(Event<E> address, Consumer<E> handler) {
        return eventBus.localConsumer(address.address(), message -> handler.accept(message.body()));
    }
}
