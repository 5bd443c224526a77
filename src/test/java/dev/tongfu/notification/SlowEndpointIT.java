package dev.tongfu.notification;

import static dev.tongfu.notification.DeliveryWorld.atOnce;
import static dev.tongfu.notification.DeliveryWorld.done;
import static dev.tongfu.notification.DeliveryWorld.finish;
import static dev.tongfu.notification.DeliveryWorld.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.outbox.OutboxMessage;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowEndpointIT {
    private static DeliveryWorld world;
    private Receiver receiver;

    @BeforeAll
    static void open() {
        world = new DeliveryWorld();
    }

    @BeforeEach
    void begin() {
        world.clear();
        receiver = world.receiver;
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private List<OutboxMessage> many(String merchantId, String path, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> message(merchantId, "ntf_" + merchantId + "_" + number, receiver.url(path)))
                .toList();
    }

    @Test
    void hangingEndpointDelaysNobodyElse() throws InterruptedException {
        // Given
        receiver.on("/slow", received -> {});
        world.deploy(TestConfigs.notification().inFlight(8, 4, 8).build(), RetrySchedule.STANDARD);
        world.write(many("m_slow", "/slow", 50));
        for (int hanging = 0; hanging < 4; hanging++) {
            assertThat(receiver.next().path()).isEqualTo("/slow");
        }

        // When
        world.write(many("m_fast", "/fast", 50));

        // Then
        for (int number = 0; number < 50; number++) {
            world.awaitOnly("m_fast", "ntf_m_fast_" + number, NotificationStatus.DELIVERED);
        }
        assertThat(receiver.count("/slow")).isEqualTo(4);
    }

    @Test
    void longQueueOfOneMerchantLetsOthersPass() throws InterruptedException {
        // Given
        receiver.on(
                "/big",
                received -> world.vertx.setTimer(
                        5, later -> received.request().response().end("ok")));
        world.deploy(TestConfigs.notification().inFlight(2, 2, 8).build(), RetrySchedule.STANDARD);
        world.write(many("m_big", "/big", 1_000));
        assertThat(receiver.next().path()).isEqualTo("/big");

        // When
        world.write(many("m_small", "/small", 3));

        // Then
        for (int number = 0; number < 3; number++) {
            world.awaitOnly("m_small", "ntf_m_small_" + number, NotificationStatus.DELIVERED);
        }
        assertThat(receiver.count("/big")).isLessThan(500);
    }

    @Test
    void sharedHostThatHangsTakesItsPlacesOnlyAndTheRestWaitUncounted() throws InterruptedException {
        // Given
        receiver.on("/slow", received -> {});
        world.deploy(TestConfigs.notification().inFlight(8, 4, 1).build(), RetrySchedule.STANDARD);
        world.write(many("m_1", "/slow", 1));
        var held = receiver.next();

        // When
        world.write(many("m_2", "/hooks", 1));
        var waiting = world.awaitThat("m_2", "ntf_m_2_0", view -> view.version() > 1 && view.nextAt() != null);
        held.request().response().end();

        // Then
        assertThat(waiting.status()).isEqualTo(NotificationStatus.PENDING);
        var delivered = world.await("m_2", "ntf_m_2_0", NotificationStatus.DELIVERED);
        assertThat(delivered.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.number()).isEqualTo(1));
    }

    @Test
    void hugeAnswerIsReadToTwoKilobytesAndItsConnectionClosed() throws InterruptedException {
        // Given
        Promise<Void> closed = Promise.promise();
        receiver.on("/hooks", received -> {
            received.request().connection().closeHandler(end -> closed.tryComplete());
            var response = received.request().response().setChunked(true);
            response.exceptionHandler(end -> closed.tryComplete());
            pour(response);
        });
        world.deploy(TestConfigs.notification().build(), atOnce(1));

        // When
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));

        // Then
        var view = world.await("m_1", "ntf_1", NotificationStatus.DELIVERED);
        assertThat(view.attempts().get(0).answer()).hasSize(2_048).containsOnlyOnce("x".repeat(2_048));
        finish(closed.future());
    }

    private static void pour(HttpServerResponse response) {
        response.write(Buffer.buffer("x".repeat(10_000))).onSuccess(written -> pour(response));
    }

    @Test
    void answerThatDripsIsTakenByItsStatusWhenTimeIsUp() {
        // Given
        receiver.on("/hooks", received -> {
            var response = received.request().response().setChunked(true);
            world.vertx.setPeriodic(20, tick -> response.write("."));
        });
        world.deploy(TestConfigs.notification().times(300, 2_000).build(), atOnce(1));

        // When
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));

        // Then
        var view = world.await("m_1", "ntf_1", NotificationStatus.DELIVERED);
        assertThat(view.attempts().get(0).ms()).isBetween(250, 2_000);
        assertThat(view.attempts().get(0).answer()).startsWith("..");
    }

    @Test
    void statusLineThatDripsIsNoAnswerInTime() {
        // Given
        var server = done(rawServer(socket -> drip(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0)));
        world.deploy(TestConfigs.notification().times(300, 2_000).build(), atOnce(1));

        // When
        world.write(message("m_1", "ntf_1", "http://127.0.0.1:" + server.actualPort() + "/hooks"));

        // Then
        var view = world.await("m_1", "ntf_1", NotificationStatus.DEAD);
        assertThat(view.attempts()).extracting(NotificationView.Attempt::error).containsExactly("no answer in time");
        assertThat(view.attempts().get(0).ms()).isBetween(250, 2_000);
    }

    @Test
    void whatIsNoHttpIsAFailedAttempt() {
        // Given
        var server =
                done(rawServer(socket -> socket.write("SSH-2.0-OpenSSH_9.2\r\n").compose(written -> socket.close())));
        world.deploy(TestConfigs.notification().build(), atOnce(1));

        // When
        world.write(message("m_1", "ntf_1", "http://127.0.0.1:" + server.actualPort() + "/hooks"));

        // Then
        var view = world.await("m_1", "ntf_1", NotificationStatus.DEAD);
        assertThat(view.attempts())
                .extracting(NotificationView.Attempt::error)
                .containsExactly("the connection broke before an answer");
    }

    private Future<NetServer> rawServer(Handler<NetSocket> handler) {
        return world.vertx.createNetServer().connectHandler(handler).listen(0, "127.0.0.1");
    }

    private void drip(NetSocket socket, String text, int position) {
        if (position < text.length()) {
            socket.write(text.substring(position, position + 1))
                    .onSuccess(written -> world.vertx.setTimer(50, next -> drip(socket, text, position + 1)));
        }
    }

    @Test
    void stopWaitsForWhatIsUnderWay() throws InterruptedException {
        // Given
        receiver.on("/hooks", received -> {});
        var deployment = world.deployAnother(TestConfigs.notification().build(), RetrySchedule.STANDARD);
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));
        var held = receiver.next();

        // When
        var stopped = world.vertx.undeploy(deployment);
        world.vertx.setTimer(100, later -> held.request().response().end("at last"));
        finish(stopped);

        // Then
        assertThat(world.await("m_1", "ntf_1", NotificationStatus.DELIVERED).attempts())
                .extracting(NotificationView.Attempt::answer)
                .containsExactly("at last");
    }

    @Test
    void twoSendersOnOneDatabaseDeliverEachMessageOnce() {
        // Given
        world.deploy(TestConfigs.notification().build(), RetrySchedule.STANDARD);
        world.deploy(TestConfigs.notification().build(), RetrySchedule.STANDARD);

        // When
        var messages = IntStream.range(0, 10)
                .boxed()
                .flatMap(number -> many("m_" + number, "/hooks", 30).stream())
                .toList();
        world.write(messages);

        // Then
        for (var message : messages) {
            world.awaitOnly(message.merchantId(), message.id(), NotificationStatus.DELIVERED);
        }
        Set<String> ids = receiver.all().stream().map(Received::id).collect(Collectors.toSet());
        assertThat(ids).hasSize(300);
        assertThat(receiver.all()).hasSize(300);
    }
}
