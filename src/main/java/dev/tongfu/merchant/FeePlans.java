package dev.tongfu.merchant;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All versions of all plans, and which is valid when: the one with the latest start, and of those the newest. */
final class FeePlans {
    private static final Comparator<FeePlan> NEWEST_FIRST = Comparator.comparing(FeePlan::validFrom)
            .thenComparing(FeePlan::version)
            .reversed();

    private final Map<Key, List<FeePlan>> plans;

    FeePlans(List<FeePlan> all) {
        this.plans = all.stream()
                .sorted(NEWEST_FIRST)
                .collect(Collectors.groupingBy(
                        plan -> new Key(plan.merchantId(), plan.bank(), plan.kind()), Collectors.toUnmodifiableList()));
    }

    Optional<FeePlan> validAt(String merchantId, String bank, FeePlan.Kind kind, Instant moment) {
        return plans.getOrDefault(new Key(merchantId, bank, kind), List.of()).stream()
                .filter(plan -> !plan.validFrom().isAfter(moment))
                .findFirst();
    }

    private record Key(String merchantId, String bank, FeePlan.Kind kind) {}
}
