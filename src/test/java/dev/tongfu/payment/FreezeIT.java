package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreezeIT {
    private final PaidWorld world = new PaidWorld(RefundEnds.NONE);
    private final Payment before = world.succeeded();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whoeverDecidedBeforeAFreezeDecidesAgain() {
        // When
        freeze(true);

        // Then
        assertThat(world.now(before).frozen()).isTrue();
        assertThat(reversed(before)).isFalse();
        assertThat(reversed(world.now(before))).isTrue();
    }

    @Test
    void whoeverDecidedBeforeAFreezeAndItsReleaseDecidesAgain() {
        // Given
        freeze(true);
        var whileFrozen = world.now(before);

        // When
        freeze(false);

        // Then
        assertThat(world.now(before).frozen()).isFalse();
        assertThat(reversed(before)).isFalse();
        assertThat(reversed(whileFrozen)).isFalse();
        assertThat(reversed(world.now(before))).isTrue();
    }

    @Test
    void aFreezeThatChangesNothingDisturbsNobody() {
        // When
        freeze(false);

        // Then
        assertThat(reversed(before)).isTrue();
    }

    private void freeze(boolean frozen) {
        boolean there = inTransaction(
                transaction -> world.acts().freeze(transaction, before.merchantId(), before.id(), frozen));
        assertThat(there).isTrue();
    }

    /** Whether the compare-and-set of the version was won. */
    private boolean reversed(Payment payment) {
        var edge = world.acts().reversed(payment).orElseThrow();
        return inTransaction(transaction -> world.acts().write(transaction, edge));
    }

    private boolean inTransaction(Function<SqlConnection, Future<Boolean>> work) {
        return world.onLoop(() -> world.pool().withTransaction(work));
    }
}
