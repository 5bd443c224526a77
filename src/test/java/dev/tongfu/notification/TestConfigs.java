package dev.tongfu.notification;

/** Configurations for tests: the defaults with short times, and the limits a test is about. */
final class TestConfigs {
    private int inFlightMax = 64;
    private int perMerchantMax = 8;
    private int perHostMax = 32;
    private int leaseMs = 10_000;
    private int totalTimeoutMs = 5_000;
    private int replayMax = 100;
    private int payerResendGapMs = 1;

    private TestConfigs() {}

    static TestConfigs notification() {
        return new TestConfigs();
    }

    TestConfigs inFlight(int total, int perMerchant, int perHost) {
        inFlightMax = total;
        perMerchantMax = perMerchant;
        perHostMax = perHost;
        return this;
    }

    TestConfigs times(int totalTimeout, int lease) {
        totalTimeoutMs = totalTimeout;
        leaseMs = lease;
        return this;
    }

    TestConfigs replayMax(int rows) {
        replayMax = rows;
        return this;
    }

    TestConfigs payerResendGapMs(int gap) {
        payerResendGapMs = gap;
        return this;
    }

    NotificationConfig build() {
        return new NotificationConfig(
                inFlightMax,
                perMerchantMax,
                perHostMax,
                16,
                leaseMs,
                totalTimeoutMs,
                totalTimeoutMs,
                2_048,
                2,
                50,
                50,
                50,
                100,
                1_000,
                1_000,
                payerResendGapMs,
                30,
                replayMax,
                2);
    }
}
