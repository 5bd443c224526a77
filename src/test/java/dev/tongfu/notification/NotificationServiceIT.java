package dev.tongfu.notification;

import static dev.tongfu.notification.DeliveryWorld.atOnce;
import static dev.tongfu.notification.DeliveryWorld.done;
import static dev.tongfu.notification.DeliveryWorld.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.outbox.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotificationServiceIT {
    private final Instant now = Instant.now();
    private final Instant longAgo = now.minus(Duration.ofDays(31));

    private static DeliveryWorld world;
    private Receiver receiver;
    private NotificationService service;

    @BeforeAll
    static void open() {
        world = new DeliveryWorld();
    }

    @BeforeEach
    void begin() {
        world.clear();
        receiver = world.receiver;
        service = world.service(TestConfigs.notification().replayMax(3).build());
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private void deliverAll(OutboxMessage... messages) {
        world.deploy(TestConfigs.notification().build(), atOnce(3));
        world.write(messages);
        for (var message : messages) {
            world.awaitOnly(message.merchantId(), message.id(), NotificationStatus.DELIVERED);
        }
    }

    @Test
    void listRunsFromTheNewestInPagesAndShowsOneMerchantOnly() {
        // Given
        world.write(IntStream.range(0, 5)
                .mapToObj(number -> message("m_1", "ntf_" + number, null, now.plusMillis(number / 2)))
                .toList());
        world.write(message("m_2", "ntf_other", null));

        // When
        var seen = new ArrayList<String>();
        var cursor = NotificationCursor.START;
        while (cursor != null) {
            var page = done(service.list(NotificationFilter.ofMerchant("m_1"), cursor, 2));
            page.notifications().forEach(view -> seen.add(view.id()));
            cursor = page.next();
        }

        // Then
        assertThat(seen).containsExactly("ntf_4", "ntf_3", "ntf_2", "ntf_1", "ntf_0");
        var all = new NotificationFilter(null, null, null, null, null, null);
        assertThat(done(service.list(all, NotificationCursor.START, 500)).notifications())
                .hasSize(6);
    }

    @Test
    void listIsNarrowedByStatusTypeResourceAndTime() {
        // Given
        world.write(message("m_1", "ntf_1", null, now), message("m_1", "ntf_2", null, now.plusSeconds(60)));

        // Then
        var pending = NotificationStatus.PENDING;
        assertThat(ids(new NotificationFilter("m_1", pending, "payment.succeeded", "pay_ntf_1", now, null)))
                .containsExactly("ntf_1");
        assertThat(ids(new NotificationFilter("m_1", NotificationStatus.DEAD, null, null, null, null)))
                .isEmpty();
        assertThat(ids(new NotificationFilter("m_1", null, "refund.failed", null, null, null)))
                .isEmpty();
        assertThat(ids(new NotificationFilter("m_1", null, null, null, now.plusSeconds(1), null)))
                .containsExactly("ntf_2");
        assertThat(ids(new NotificationFilter("m_1", null, null, null, null, now.plusSeconds(60))))
                .containsExactly("ntf_1");
    }

    private List<String> ids(NotificationFilter filter) {
        return done(service.list(filter, NotificationCursor.START, 10)).notifications().stream()
                .map(NotificationView::id)
                .toList();
    }

    @Test
    void redeliveryBeginsANewSeriesUnderTheSameId() throws InterruptedException {
        // Given
        deliverAll(message("m_1", "ntf_1", receiver.url("/hooks")));
        var first = receiver.next();

        // When
        var redelivery = done(service.redeliver("m_1", "ntf_1"));

        // Then
        assertThat(redelivery).isEqualTo(Redelivery.ACCEPTED);
        var again = receiver.next();
        assertThat(again.id()).isEqualTo("ntf_1");
        assertThat(again.body()).isEqualTo(first.body());
        var view = world.awaitThat(
                "m_1", "ntf_1", seen -> seen.attempts().size() == 2 && seen.status() == NotificationStatus.DELIVERED);
        assertThat(view.attempts()).extracting(NotificationView.Attempt::series).containsExactly(1, 2);
        assertThat(view.attempts()).extracting(NotificationView.Attempt::number).containsExactly(1, 1);
    }

    @Test
    void redeliveryEnablesTheEndpointAgain() {
        // Given
        receiver.answer("/hooks", 410, "");
        world.deploy(TestConfigs.notification().build(), atOnce(3));
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));
        world.awaitOnly("m_1", "ntf_1", NotificationStatus.SUSPENDED);
        receiver.answer("/hooks", 200, "back");

        // When
        assertThat(done(service.redeliver("m_1", "ntf_1"))).isEqualTo(Redelivery.ACCEPTED);
        world.write(message("m_1", "ntf_2", receiver.url("/hooks")));

        // Then
        world.awaitOnly("m_1", "ntf_1", NotificationStatus.DELIVERED);
        world.awaitOnly("m_1", "ntf_2", NotificationStatus.DELIVERED);
    }

    @Test
    void goneToWhatWasSentBeforeTheAddressWasOpenedAgainDoesNotCloseIt() throws InterruptedException {
        // Given
        receiver.on("/hooks", received -> {});
        world.deploy(TestConfigs.notification().build(), atOnce(3));
        world.write(message("m_1", "ntf_slow", receiver.url("/hooks")));
        var held = receiver.next();
        receiver.answer("/hooks", 410, "");
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));
        world.awaitOnly("m_1", "ntf_1", NotificationStatus.SUSPENDED);
        receiver.answer("/hooks", 200, "back");
        assertThat(done(service.redeliver("m_1", "ntf_1"))).isEqualTo(Redelivery.ACCEPTED);
        world.awaitOnly("m_1", "ntf_1", NotificationStatus.DELIVERED);

        // When
        done(held.request().response().setStatusCode(410).end());

        // Then
        world.awaitOnly("m_1", "ntf_slow", NotificationStatus.DELIVERED);
        world.write(message("m_1", "ntf_2", receiver.url("/hooks")));
        world.awaitOnly("m_1", "ntf_2", NotificationStatus.DELIVERED);
        assertThat(world.alarms("ntf_slow")).isEmpty();
    }

    @Test
    void anAddressThatIsGoneAgainAfterItWasOpenedIsClosedAgain() {
        // Given
        receiver.answer("/hooks", 410, "");
        world.deploy(TestConfigs.notification().build(), atOnce(3));
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));
        world.awaitOnly("m_1", "ntf_1", NotificationStatus.SUSPENDED);

        // When
        done(service.enableEndpoint("m_1", receiver.url("/hooks")));
        world.write(message("m_1", "ntf_2", receiver.url("/hooks")));
        world.awaitOnly("m_1", "ntf_2", NotificationStatus.SUSPENDED);

        // Then
        world.write(message("m_1", "ntf_3", receiver.url("/hooks")));
        world.awaitOnly("m_1", "ntf_3", NotificationStatus.SUSPENDED);
        assertThat(receiver.count("/hooks")).isEqualTo(2);
    }

    @Test
    void redeliveryIsRefusedWithItsReason() {
        // Given
        world.write(
                message("m_1", "ntf_waits", receiver.url("/hooks")),
                message("m_1", "ntf_old", null, longAgo),
                message("m_1", "ntf_nowhere", null));

        // Then
        assertThat(done(service.redeliver("m_1", "ntf_waits"))).isEqualTo(Redelivery.NOT_IN_STATE);
        assertThat(done(service.redeliver("m_1", "ntf_old"))).isEqualTo(Redelivery.TOO_OLD);
        assertThat(done(service.redeliver("m_1", "ntf_nowhere"))).isEqualTo(Redelivery.NO_ADDRESS);
        assertThat(done(service.redeliver("m_1", "ntf_none"))).isEqualTo(Redelivery.NOT_FOUND);
        assertThat(done(service.redeliver("m_2", "ntf_waits"))).isEqualTo(Redelivery.NOT_FOUND);
    }

    @Test
    void messageWithoutAddressGoesToTheMerchantsPresentDefault() {
        // Given
        world.deploy(TestConfigs.notification().build(), atOnce(3));
        world.write(message("m_1", "ntf_1", null));
        world.webhooks.defaultUrls.put("m_1", receiver.url("/default"));

        // When
        assertThat(done(service.redeliver("m_1", "ntf_1"))).isEqualTo(Redelivery.ACCEPTED);

        // Then
        var view = world.await("m_1", "ntf_1", NotificationStatus.DELIVERED);
        assertThat(view.url()).isEqualTo(receiver.url("/default"));
    }

    @Test
    void replaySendsTheWindowsTypesAgain() {
        // Given
        deliverAll(
                message("m_1", "ntf_1", receiver.url("/hooks"), now.minusSeconds(100)),
                message("m_1", "ntf_2", receiver.url("/hooks"), now),
                message("m_1", "ntf_3", receiver.url("/hooks"), now.plusSeconds(100)),
                message("m_2", "ntf_4", receiver.url("/hooks"), now));

        // When
        var otherType = done(service.replay("m_1", window(Set.of("refund.failed"))));
        var count = done(service.replay("m_1", window(Set.of("payment.succeeded"))));

        // Then
        assertThat(otherType).isEqualTo(new ReplayCount(0, false));
        assertThat(count).isEqualTo(new ReplayCount(1, false));
        var unused = world.awaitThat(
                "m_1", "ntf_2", seen -> seen.attempts().size() == 2 && seen.status() == NotificationStatus.DELIVERED);
        assertThat(receiver.all()).hasSize(5);
    }

    private ReplayWindow window(Set<String> types) {
        return new ReplayWindow(now, now.plusSeconds(10), types);
    }

    @Test
    void replayIsBounded() {
        // Given
        world.webhooks.defaultUrls.put("m_1", receiver.url("/hooks"));
        world.write(IntStream.range(0, 5)
                .mapToObj(number -> message("m_1", "ntf_" + number, null, now))
                .toList());

        // Then
        assertThat(done(service.replay("m_1", window(Set.of())))).isEqualTo(new ReplayCount(3, true));
        assertThat(done(service.replay("m_1", window(Set.of())))).isEqualTo(new ReplayCount(2, false));
    }

    @Test
    void pageGetsTheLatestMessageSignedNow() {
        // Given
        var first = message("m_1", "ntf_1", null);
        var second = new OutboxMessage("ntf_2", "m_1", "payment.late_paid", "pay_ntf_1", 2, null, "{\"n\":2}", now);
        world.write(first, second);

        // When
        var notice = done(service.latestFor("m_1", "pay_ntf_1")).orElseThrow();
        var payload = done(service.sign(notice)).orElseThrow();

        // Then
        assertThat(notice.type()).isEqualTo("payment.late_paid");
        assertThat(payload.webhookId()).isEqualTo("ntf_2");
        assertThat(payload.payload()).isEqualTo("{\"n\":2}");
        assertThat(payload.webhookSignature())
                .isEqualTo(TestWebhooks.v1(
                        "ntf_2",
                        payload.webhookTimestamp(),
                        "{\"n\":2}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(done(service.latestFor("m_2", "pay_ntf_1"))).isEmpty();
    }

    @Test
    void payersButtonBringsForwardWhatWaits() {
        // Given
        receiver.answer("/hooks", 500, "not yet");
        world.deploy(TestConfigs.notification().build(), List.of(Duration.ZERO, Duration.ofHours(1)));
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));
        var unused = world.awaitThat("m_1", "ntf_1", seen -> seen.version() > 2);
        receiver.answer("/hooks", 200, "now");

        // When
        var resent = done(world.service(TestConfigs.notification().build()).resendFor("m_1", "pay_ntf_1"));

        // Then
        assertThat(resent).isEqualTo(Redelivery.ACCEPTED);
        assertThat(world.await("m_1", "ntf_1", NotificationStatus.DELIVERED).attempts())
                .extracting(NotificationView.Attempt::series)
                .containsExactly(1, 2);
    }

    @Test
    void payersButtonIsHeldToItsGap() {
        // Given
        deliverAll(message("m_1", "ntf_1", receiver.url("/hooks")));
        var patient = world.service(
                TestConfigs.notification().payerResendGapMs(60_000).build());

        // Then
        assertThat(done(patient.resendFor("m_1", "pay_ntf_1"))).isEqualTo(Redelivery.TOO_SOON);
        assertThat(done(patient.resendFor("m_1", "pay_none"))).isEqualTo(Redelivery.NOT_FOUND);
        assertThat(receiver.all()).hasSize(1);
    }

    @Test
    void pageHearsWhereThePayerGoesWhenTheMerchantAnswers() throws InterruptedException {
        // Given
        receiver.on("/hooks", received -> {});
        world.deploy(TestConfigs.notification().build(), atOnce(3));
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));
        var held = receiver.next();

        // When
        var heard = service.awaitCustomerUrl("m_1", "ntf_1", 5_000);
        held.request().response().end("{\"customer_url\":\"https://shop.example/thanks\"}");

        // Then
        assertThat(done(heard)).contains("https://shop.example/thanks");
        assertThat(done(service.latestFor("m_1", "pay_ntf_1")).map(PageNotice::customerUrl))
                .contains("https://shop.example/thanks");
    }

    @Test
    void pageNeedNotWaitForWhatIsDelivered() {
        // Given
        receiver.answer("/hooks", 200, "<URL>https://shop.example/thanks</URL>");
        deliverAll(message("m_1", "ntf_1", receiver.url("/hooks")), message("m_1", "ntf_2", receiver.url("/plain")));

        // Then
        assertThat(done(service.awaitCustomerUrl("m_1", "ntf_1", 60_000))).contains("https://shop.example/thanks");
        assertThat(done(service.awaitCustomerUrl("m_1", "ntf_2", 60_000))).isEmpty();
        assertThat(done(service.awaitCustomerUrl("m_1", "ntf_none", 60_000))).isEmpty();
    }

    @Test
    void pageWaitsNoLongerThanItSaid() {
        // Given
        world.write(message("m_1", "ntf_1", receiver.url("/hooks")));

        // When
        var heard = done(service.awaitCustomerUrl("m_1", "ntf_1", 50));

        // Then
        assertThat(heard).isEqualTo(Optional.empty());
    }
}
