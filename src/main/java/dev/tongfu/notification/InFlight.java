package dev.tongfu.notification;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what is under way, so that one merchant or one host never takes all of it. Used on one event loop.
 *
 * <p>Free places are dealt out one by one among the merchants that have something due.
 */
final class InFlight {
    private final NotificationConfig config;
    private final Clock clock;
    private final Map<String, Integer> byMerchant = new HashMap<>();
    private final Map<String, Integer> byHost = new HashMap<>();
    private final Map<String, Long> pausedUntil = new HashMap<>();
    private int total;

    InFlight(NotificationConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    int total() {
        return total;
    }

    /** What each may claim now, in the given order; a merchant with nothing to claim is left out. */
    List<Quota> deal(List<String> merchantIds) {
        long now = clock.millis();
        pausedUntil.values().removeIf(until -> until <= now);
        var free = new ArrayList<Quota>();
        for (var merchantId : merchantIds) {
            int places = config.inFlightPerMerchantMax() - byMerchant.getOrDefault(merchantId, 0);
            if (places > 0 && !pausedUntil.containsKey(merchantId)) {
                free.add(new Quota(merchantId, places));
            }
        }
        return dealOut(free, config.inFlightMax() - total);
    }

    private static List<Quota> dealOut(List<Quota> wanted, int places) {
        var dealt = new int[wanted.size()];
        int left = places;
        boolean anyDealt = true;
        while (left > 0 && anyDealt) {
            anyDealt = false;
            for (int i = 0; i < dealt.length && left > 0; i++) {
                if (dealt[i] < wanted.get(i).messagesMax()) {
                    dealt[i]++;
                    left--;
                    anyDealt = true;
                }
            }
        }
        var quotas = new ArrayList<Quota>();
        for (int i = 0; i < dealt.length && dealt[i] > 0; i++) {
            quotas.add(new Quota(wanted.get(i).merchantId(), dealt[i]));
        }
        return quotas;
    }

    /** False: the host has too much under way, and its merchant pauses; nothing was counted. */
    boolean begin(String merchantId, String host) {
        if (byHost.getOrDefault(host, 0) >= config.inFlightPerHostMax()) {
            pausedUntil.put(merchantId, clock.millis() + config.hostBusyMs());
            return false;
        }
        byMerchant.merge(merchantId, 1, Integer::sum);
        byHost.merge(host, 1, Integer::sum);
        total++;
        return true;
    }

    void end(String merchantId, String host) {
        lower(byMerchant, merchantId);
        lower(byHost, host);
        total--;
    }

    private static void lower(Map<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null);
    }
}
