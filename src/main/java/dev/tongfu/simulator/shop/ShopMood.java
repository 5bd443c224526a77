package dev.tongfu.simulator.shop;

/** How the shop answers the next notifications, so that a test can see the gateway try again. One event loop. */
final class ShopMood {
    private static final int OK = 200;

    private int status = OK;
    private int times;

    /** The next so many server notifications get this status and are not looked at. */
    void refuse(int newStatus, int newTimes) {
        if (newStatus < OK || newStatus > 599 || newTimes < 0) {
            throw new IllegalArgumentException("status is 200 to 599, times at least 0");
        }
        status = newStatus;
        times = newTimes;
    }

    /** The status for this notification, 200 for an ordinary answer. */
    int refusal() {
        if (times == 0) {
            return OK;
        }
        times--;
        return status;
    }
}
