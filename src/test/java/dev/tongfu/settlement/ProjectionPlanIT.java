package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.ABC;
import static dev.tongfu.settlement.SettlementWorld.MERCHANT;
import static dev.tongfu.settlement.SettlementWorld.MONDAY;
import static dev.tongfu.settlement.SettlementWorld.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.Poll;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A closed day's lines are written and read in one transaction: the server's statistics do not know them yet. */
class ProjectionPlanIT {
    private final SettlementWorld world = new SettlementWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatRefundsGiveBackIsFoundByIndexesAndNotByReadingAllLines() {
        // Given
        world.plan(MERCHANT, "abc", "purchase", 0, 6_000, 1, 5_000L, "pro_rata");
        for (int number = 0; number < 20; number++) {
            String payment = world.paid(MERCHANT, ABC, MONDAY, 10_000);
            world.refunded(MERCHANT, payment, ABC, MONDAY, 100);
        }
        world.close(MONDAY);
        world.sql("vacuum analyze merchant_line");
        long before = count("seq_scan");

        // When
        assertThat(done(world.lines.project())).isNotEmpty();

        // Then
        Poll.await(Duration.ofSeconds(20), () -> count("idx_scan") >= 20);
        assertThat(count("seq_scan")).isEqualTo(before);
    }

    private long count(String scans) {
        var rows = done(world.owner
                .query("select coalesce(" + scans
                        + ", 0) as n from pg_stat_user_tables where relname = 'merchant_line'")
                .execute());
        return rows.iterator().next().getLong("n");
    }
}
