package dev.tongfu.db;

/** Hears what one kind of micro-batch does, from every event loop; whoever implements it must be quick. */
public interface BatchObserver {
    /** Hears nothing. */
    BatchObserver NONE = new BatchObserver() {
        @Override
        public void queued(int change) {}

        @Override
        public void sent(int items) {}

        @Override
        public void shed() {}
    };

    /** So many more items, or fewer, wait for a statement. */
    void queued(int change);

    /** A statement with so many items starts. */
    void sent(int items);

    /** An item was turned away, with nothing stored of it. */
    void shed();
}
