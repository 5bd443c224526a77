package dev.tongfu.notification;

import static dev.tongfu.notification.DeliveryWorld.atOnce;
import static dev.tongfu.notification.DeliveryWorld.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryIT {
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

    @Test
    void messageIsPostedSignedAndItsAnswerKept() throws InterruptedException {
        // Given
        world.deploy(TestConfigs.notification().build(), RetrySchedule.STANDARD);
        receiver.answer("/hooks", 200, "thank you");
        var message = message("m_1", "ntf_1", receiver.url("/hooks"));

        // When
        world.write(message);

        // Then
        var received = receiver.next();
        assertThat(received.body()).isEqualTo(Buffer.buffer(message.body()));
        assertThat(received.headers().get("content-type")).isEqualTo("application/json");
        assertThat(received.id()).isEqualTo("ntf_1");
        long timestamp = Long.parseLong(received.headers().get("webhook-timestamp"));
        assertThat(Duration.between(Instant.ofEpochSecond(timestamp), Instant.now())
                        .abs())
                .isLessThan(Duration.ofSeconds(10));
        assertThat(received.headers().get("webhook-signature"))
                .isEqualTo(TestWebhooks.v1("ntf_1", timestamp, received.body().getBytes()));
        var view = world.await("m_1", "ntf_1", NotificationStatus.DELIVERED);
        assertThat(view.deliveredAt()).isNotNull();
        assertThat(view.nextAt()).isNull();
        assertThat(view.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(200);
            assertThat(attempt.answer()).isEqualTo("thank you");
            assertThat(attempt.error()).isNull();
        });
    }

    @Test
    void everyAttemptCarriesTheSameIdAndTheSameBytes() {
        // Given
        var statuses = new ConcurrentLinkedQueue<>(List.of(500, 404, 204));
        receiver.on(
                "/hooks",
                received -> received.request()
                        .response()
                        .setStatusCode(statuses.remove())
                        .end());
        world.deploy(TestConfigs.notification().build(), atOnce(4));
        var message = message("m_1", "ntf_1", receiver.url("/hooks"));

        // When
        world.write(message);
        var view = world.await("m_1", "ntf_1", NotificationStatus.DELIVERED);

        // Then
        assertThat(receiver.all()).hasSize(3).allSatisfy(received -> {
            assertThat(received.id()).isEqualTo("ntf_1");
            assertThat(received.body()).isEqualTo(Buffer.buffer(message.body()));
        });
        assertThat(view.attempts()).extracting(NotificationView.Attempt::status).containsExactly(500, 404, 204);
        assertThat(view.attempts()).extracting(NotificationView.Attempt::number).containsExactly(1, 2, 3);
    }

    @Test
    void usedUpTriesEndDead() {
        // Given
        receiver.answer("/hooks", 503, "never");
        world.deploy(TestConfigs.notification().build(), atOnce(3));

        // When
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));

        // Then
        var view = world.await("m_1", "ntf_1", NotificationStatus.DEAD);
        assertThat(view.attempts()).hasSize(3);
        assertThat(receiver.all()).hasSize(3);
        assertThat(world.alarms("ntf_1")).containsExactly("notification_dead");
    }

    @Test
    void goneDisablesTheEndpointForWhatComesAfter() {
        // Given
        receiver.answer("/hooks", 410, "");
        world.deploy(TestConfigs.notification().build(), atOnce(3));
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));
        world.awaitOnly("m_1", "ntf_1", NotificationStatus.SUSPENDED);

        // When
        world.write(message("m_1", "ntf_2", receiver.url("/hooks")), message("m_2", "ntf_3", receiver.url("/others")));

        // Then
        var view = world.await("m_1", "ntf_2", NotificationStatus.SUSPENDED);
        world.awaitOnly("m_2", "ntf_3", NotificationStatus.DELIVERED);
        assertThat(receiver.count("/hooks")).isEqualTo(1);
        assertThat(world.alarms("ntf_1")).containsExactly("notification_suspended");
        assertThat(view.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.error()).isEqualTo("the endpoint is gone"));
    }

    @Test
    void retryAfterPutsTheNextAttemptOff() {
        // Given
        receiver.on(
                "/hooks",
                received -> received.request()
                        .response()
                        .setStatusCode(429)
                        .putHeader("Retry-After", "3600")
                        .end("slow down"));
        world.deploy(TestConfigs.notification().build(), RetrySchedule.STANDARD);

        // When
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));

        // Then
        var view = world.awaitThat("m_1", "ntf_1", seen -> seen.version() > 2);
        assertThat(view.status()).isEqualTo(NotificationStatus.PENDING);
        assertThat(Duration.between(view.createdAt(), view.nextAt()))
                .isBetween(Duration.ofSeconds(3590), Duration.ofSeconds(3620));
    }

    @Test
    void redirectIsAnAnswerAndNotFollowed() {
        // Given
        receiver.on(
                "/hooks",
                received -> received.request()
                        .response()
                        .setStatusCode(302)
                        .putHeader("Location", receiver.url("/elsewhere"))
                        .end());
        world.deploy(TestConfigs.notification().build(), atOnce(1));

        // When
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));

        // Then
        var view = world.await("m_1", "ntf_1", NotificationStatus.DEAD);
        assertThat(view.attempts()).extracting(NotificationView.Attempt::status).containsExactly(302);
        assertThat(receiver.count("/elsewhere")).isZero();
    }

    @Test
    void unreachableEndpointIsAFailedAttempt() {
        // Given
        world.deploy(TestConfigs.notification().build(), atOnce(1));

        // When
        world.write(message("m_1", "ntf_1", "http://127.0.0.1:1/hooks"));

        // Then
        var view = world.await("m_1", "ntf_1", NotificationStatus.DEAD);
        assertThat(view.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isNull();
            assertThat(attempt.error()).isEqualTo("no connection");
        });
    }

    @Test
    void addressRefusedByTheGuardIsSuspendedUnsent() {
        // Given
        world.resolveBy(host -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress())));
        world.deploy(TestConfigs.notification().build(), atOnce(3));

        // When
        world.write(message("m_stranger", "ntf_1", "https://shop.example/hooks"));

        // Then
        var view = world.await("m_stranger", "ntf_1", NotificationStatus.SUSPENDED);
        assertThat(view.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.error()).isEqualTo("the address is not public"));
    }

    @Test
    void nameThatIsNotFoundIsTriedAgain() {
        // Given
        world.resolveBy(host -> Future.failedFuture("no such name"));
        world.deploy(TestConfigs.notification().build(), atOnce(2));

        // When
        world.write(message("m_stranger", "ntf_1", "https://shop.example/hooks"));

        // Then
        var view = world.await("m_stranger", "ntf_1", NotificationStatus.DEAD);
        assertThat(view.attempts())
                .extracting(NotificationView.Attempt::error)
                .containsExactly("the name was not found", "the name was not found");
    }

    @Test
    void nothingIsSentUnsigned() {
        // Given
        world.deploy(TestConfigs.notification().build(), atOnce(1));

        // When
        world.write(message("m_unsigned", "ntf_1", receiver.url("/hooks")));

        // Then
        world.awaitOnly("m_unsigned", "ntf_1", NotificationStatus.DEAD);
        assertThat(receiver.all()).isEmpty();
    }

    @Test
    void messageWithoutAddressIsKeptAndNotSent() {
        // Given
        world.deploy(TestConfigs.notification().build(), atOnce(1));

        // When
        world.write(message("m_1", "ntf_1", null), message("m_1", "ntf_2", receiver.url("/hooks")));

        // Then
        world.awaitOnly("m_1", "ntf_2", NotificationStatus.DELIVERED);
        var kept = world.await("m_1", "ntf_1", NotificationStatus.PENDING);
        assertThat(kept.nextAt()).isNull();
        assertThat(kept.attempts()).isEmpty();
    }
}
