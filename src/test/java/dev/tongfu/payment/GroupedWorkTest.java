package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupedWorkTest {
    private final List<String> done = new ArrayList<>();

    /** Items are named by group and number; {@code x} in one keeps its group apart, {@code !} fails. */
    private final class Names extends GroupedWork<String, String> {
        @Override
        public String key(String item) {
            return item;
        }

        @Override
        public int bytes(String item) {
            return 1;
        }

        @Override
        String group(String item) {
            return item.substring(0, 1);
        }

        @Override
        Future<Boolean> together(List<String> group) {
            if (group.get(0).startsWith("z")) {
                return Future.failedFuture("no group z");
            }
            boolean apart = group.stream().anyMatch(item -> item.contains("x") || item.contains("!"));
            done.add(apart ? "not " + group : group.toString());
            return Future.succeededFuture(!apart);
        }

        @Override
        String written(String item) {
            return "with others";
        }

        @Override
        Future<String> alone(String item) {
            done.add(item);
            return item.contains("!") ? Future.failedFuture("no " + item) : Future.succeededFuture("alone");
        }
    }

    private final Names work = new Names();

    @Test
    void thoseOfAGroupAreWrittenTogetherAndASingleOneAlone() {
        var outcomes = work.execute(List.of("a1", "a2", "b1")).result();

        assertThat(done).containsExactly("[a1, a2]", "b1");
        assertThat(outcomes)
                .containsEntry("a1", "with others")
                .containsEntry("a2", "with others")
                .containsEntry("b1", "alone");
    }

    @Test
    void whereTheyCanNotBeWrittenTogetherEachIsWrittenAloneAndWhatFailsIsLeftOut() {
        var outcomes = work.execute(List.of("a!", "ax", "a3")).result();

        assertThat(done).containsExactly("not [a!, ax, a3]", "a!", "ax", "a3");
        assertThat(outcomes).containsOnlyKeys("ax", "a3");
    }

    @Test
    void aGroupThatFailsBesideOthersIsLeftOutAndAloneItFails() {
        var beside = work.execute(List.of("a1", "a2", "z1", "z2"));
        var alone = work.execute(List.of("z1", "z2"));
        var single = work.execute(List.of("a!"));

        assertThat(beside.result()).containsOnlyKeys("a1", "a2");
        assertThat(alone.cause()).hasMessage("no group z");
        assertThat(single.cause()).hasMessage("no a!");
    }
}
