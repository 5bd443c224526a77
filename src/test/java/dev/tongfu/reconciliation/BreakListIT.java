package dev.tongfu.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.payment.PaidWorld;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BreakListIT {
    private BreakWorld world;

    @BeforeEach
    void open() {
        world = new BreakWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() {
        // Given
        for (int i = 0; i < 7; i++) {
            world.surplus(100 + i);
        }

        // When
        var seen = new ArrayList<String>();
        var filter = BreakFilter.all();
        var page = PaidWorld.done(world.list.list(filter, 3));
        while (!page.isEmpty()) {
            page.forEach(each -> seen.add(each.id()));
            var last = page.get(page.size() - 1);
            filter =
                    new BreakFilter(null, null, null, null, null, new BreakFilter.Position(last.bankDate(), last.id()));
            page = PaidWorld.done(world.list.list(filter, 3));
        }

        // Then
        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void aListIsNarrowedByStatusCodeBankAndDate() {
        // Given
        var open = world.surplus(100);
        world.paid.sql("update break set status = 'cleared' where id <> '" + open.id() + "'");
        world.shortage(BreakWorld.UNIONPAY, 200);
        var date = PaidWorld.BANK_DATE;

        // When, then
        assertThat(ids(new BreakFilter("open", null, "abc", date, date, null))).containsExactly(open.id());
        assertThat(ids(new BreakFilter(BreakFilter.UNRESOLVED, "bank_only", null, null, null, null)))
                .hasSize(2);
        assertThat(ids(new BreakFilter(null, "duplicate", null, null, null, null)))
                .isEmpty();
        assertThat(ids(new BreakFilter(null, null, null, date.plusDays(1), null, null)))
                .isEmpty();
        assertThat(ids(new BreakFilter(null, null, null, null, date.minusDays(1), null)))
                .isEmpty();
    }

    private java.util.List<String> ids(BreakFilter filter) {
        return PaidWorld.done(world.list.list(filter, 50)).stream()
                .map(BreakView::id)
                .toList();
    }

    @Test
    void sumsAreByBankCodeSideAndAge() {
        // Given
        world.surplus(100);
        world.surplus(200);
        world.shortage(50);
        world.paid.advance(Duration.ofDays(5));

        // When
        var sums = PaidWorld.done(world.list.sums());

        // Then
        assertThat(sums)
                .extracting(sum -> sum.bank() + " " + sum.code() + " " + sum.side() + " "
                        + sum.age().word() + " " + sum.count() + " "
                        + sum.amount().minor() + " " + sum.suspense())
                .containsExactlyInAnyOrder("abc bank_only SHORTAGE 4-7 1 50 50", "abc bank_only SURPLUS 4-7 2 300 300");
    }

    @Test
    void surplusAndShortageHaveTheirChineseWords() {
        assertThat(world.surplus(1).word()).isEqualTo("长款");
        assertThat(world.shortage(1).word()).isEqualTo("短款");
    }
}
