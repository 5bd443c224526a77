package dev.tongfu.notification;

import static dev.tongfu.notification.DeliveryWorld.atOnce;
import static dev.tongfu.notification.DeliveryWorld.done;
import static dev.tongfu.notification.DeliveryWorld.finish;
import static dev.tongfu.notification.DeliveryWorld.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseIT {
    private static final int ATTEMPTS_MAX = 12;

    private final DeliveryStore store = new DeliveryStore();
    private static DeliveryWorld world;

    @BeforeAll
    static void open() {
        world = new DeliveryWorld();
    }

    @BeforeEach
    void begin() {
        world.clear();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private List<Claim> claim(String owner, int leaseMs, Quota... quotas) {
        return done(store.claim(world.pool, owner, leaseMs, List.of(quotas)));
    }

    private int sweepUntilFreed() {
        int freed = 0;
        while (freed == 0) {
            freed = done(store.sweep(world.pool, 100, ATTEMPTS_MAX));
        }
        return freed;
    }

    private static AttemptResult delivered(Claim claim) {
        return AttemptResult.accepted(claim, new Answer(200, "ok", 1, Duration.ZERO));
    }

    @Test
    void claimTakesEachMerchantsShareAndNoRowTwice() {
        // Given
        world.write(IntStream.range(0, 5)
                .mapToObj(number -> message("m_1", "ntf_a" + number, "https://a.example/"))
                .toList());
        world.write(message("m_2", "ntf_b", "https://b.example/"), message("m_3", "ntf_c", "https://c.example/"));

        // When
        var first = claim("one", 60_000, new Quota("m_1", 3), new Quota("m_2", 3));
        var second = claim("two", 60_000, new Quota("m_1", 3), new Quota("m_2", 3));

        // Then
        assertThat(first).extracting(Claim::merchantId).containsExactlyInAnyOrder("m_1", "m_1", "m_1", "m_2");
        assertThat(second).extracting(Claim::merchantId).containsExactly("m_1", "m_1");
        assertThat(first)
                .extracting(Claim::id)
                .doesNotContainAnyElementsOf(second.stream().map(Claim::id).toList());
        assertThat(done(store.dueMerchants(world.pool, "", 10))).containsExactly(new DueMerchant("m_3", true));
    }

    @Test
    void merchantsAreFoundBehindTheCursorAndOnlyTheFirstRowDecidesWhoIsDue() {
        // Given
        world.write(
                message("m_1", "ntf_1", "https://a.example/"),
                message("m_2", "ntf_2", "https://a.example/"),
                message("m_3", "ntf_3", null),
                message("m_4", "ntf_4", "https://a.example/"));
        var claimed = claim("one", 60_000, new Quota("m_4", 1)).get(0);
        var later = new AttemptResult(
                claimed, NotificationStatus.Event.FAILED, Duration.ofHours(1), 500, 1, "no", null, null);
        finish(store.writeResults(world.pool, List.of(later)));

        // Then
        assertThat(done(store.dueMerchants(world.pool, "m_1", 10)))
                .containsExactly(new DueMerchant("m_2", true), new DueMerchant("m_4", false));
        assertThat(done(store.dueMerchants(world.pool, "", 1))).containsExactly(new DueMerchant("m_1", true));
    }

    @Test
    void lateResultIsRefusedByItsEpoch() {
        // Given
        world.write(message("m_1", "ntf_1", "https://a.example/"));
        var lost = claim("silent", 1, new Quota("m_1", 1)).get(0);
        assertThat(sweepUntilFreed()).isEqualTo(1);
        var current = claim("other", 60_000, new Quota("m_1", 1)).get(0);

        // When
        var late = done(store.writeResults(world.pool, List.of(delivered(lost))));
        var both = done(store.writeResults(world.pool, List.of(delivered(lost), delivered(current))));

        // Then
        assertThat(late).isEmpty();
        assertThat(both).containsExactly(current.lease());
        var view = world.await("m_1", "ntf_1", NotificationStatus.DELIVERED);
        assertThat(view.attempts())
                .extracting(NotificationView.Attempt::error)
                .containsExactly("the sender fell silent", null);
        assertThat(view.attempts()).extracting(NotificationView.Attempt::status).containsExactly(null, 200);
    }

    @Test
    void writtenResultIsFoundAgainByItsLease() {
        // Given
        world.write(message("m_1", "ntf_1", "https://a.example/"));
        var claimed = claim("one", 60_000, new Quota("m_1", 1)).get(0);
        var work = new ResultWork(store, world.pool);
        var result = delivered(claimed);
        assertThat(done(work.reread(List.of(result)))).isEmpty();

        // When
        var outcome = done(work.execute(List.of(result)));

        // Then
        assertThat(outcome).containsEntry(work.key(result), true);
        assertThat(done(work.reread(List.of(result)))).containsExactly(Map.entry(work.key(result), true));
        assertThat(done(work.execute(List.of(result)))).containsEntry(work.key(result), false);
    }

    @Test
    void resultAfterTheLeaseEndedIsRefusedEvenBeforeAnotherClaim() {
        // Given
        world.write(message("m_1", "ntf_1", "https://a.example/"));
        var lost = claim("silent", 1, new Quota("m_1", 1)).get(0);
        assertThat(sweepUntilFreed()).isEqualTo(1);

        // When
        var counted = done(store.writeResults(world.pool, List.of(delivered(lost))));

        // Then
        assertThat(counted).isEmpty();
        assertThat(world.await("m_1", "ntf_1", NotificationStatus.PENDING).deliveredAt())
                .isNull();
    }

    @Test
    void rowLostInItsLastTryIsDead() {
        // Given
        world.write(message("m_1", "ntf_1", "https://a.example/"));
        assertThat(claim("silent", 1, new Quota("m_1", 1))).hasSize(1);

        // When
        int freed = 0;
        while (freed == 0) {
            freed = done(store.sweep(world.pool, 100, 1));
        }

        // Then
        assertThat(world.await("m_1", "ntf_1", NotificationStatus.DEAD).nextAt())
                .isNull();
        assertThat(world.alarms("ntf_1")).containsExactly("notification_dead");
    }

    @Test
    void leaseThatHoldsIsNotSwept() {
        // Given
        world.write(message("m_1", "ntf_1", "https://a.example/"));
        assertThat(claim("alive", 60_000, new Quota("m_1", 1))).hasSize(1);

        // When
        int freed = done(store.sweep(world.pool, 100, ATTEMPTS_MAX));

        // Then
        assertThat(freed).isZero();
    }

    @Test
    void anotherSenderGoesOnWhereOneWasKilled() {
        // Given
        world.write(message("m_1", "ntf_1", world.receiver.url("/hooks")));
        assertThat(claim("killed", 200, new Quota("m_1", 1))).hasSize(1);

        // When
        world.deploy(TestConfigs.notification().build(), atOnce(5));

        // Then
        var view = world.await("m_1", "ntf_1", NotificationStatus.DELIVERED);
        assertThat(view.attempts()).extracting(NotificationView.Attempt::number).containsExactly(1, 2);
        assertThat(world.receiver.all()).hasSize(1);
    }

    @Test
    void senderThatWasStoppedInBetweenIsReplaced() throws InterruptedException {
        // Given
        world.receiver.on("/hooks", received -> {});
        var config = TestConfigs.notification().times(1_500, 1_600).build();
        var first = world.deployAnother(config, atOnce(5));
        world.write(message("m_1", "ntf_1", world.receiver.url("/hooks")));
        assertThat(world.receiver.next().id()).isEqualTo("ntf_1");
        world.receiver.answer("/hooks", 200, "ok");

        // When
        finish(world.vertx.undeploy(first));
        world.deploy(config, atOnce(5));

        // Then
        world.awaitOnly("m_1", "ntf_1", NotificationStatus.DELIVERED);
        assertThat(world.receiver.next().id()).isEqualTo("ntf_1");
        assertThat(world.receiver.all()).hasSize(2);
    }
}
