package dev.tongfu.notification;

import dev.tongfu.db.BatchObserver;

/** Hears how telling merchants goes; whoever implements it must be quick. */
public interface DeliveryObserver {
    /** Hears nothing. */
    DeliveryObserver NONE = new DeliveryObserver() {
        @Override
        public void attempted(NotificationStatus.Event event) {}

        @Override
        public void delivered(long lagMs) {}

        @Override
        public BatchObserver results() {
            return BatchObserver.NONE;
        }
    };

    /** An attempt was made and its result is written. */
    void attempted(NotificationStatus.Event event);

    /** A message was accepted, so long after it was due. */
    void delivered(long lagMs);

    /** Who hears of the micro-batch that writes results. */
    BatchObserver results();
}
