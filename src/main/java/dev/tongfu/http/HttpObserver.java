package dev.tongfu.http;

import org.jspecify.annotations.Nullable;

/** Hears of every exchange of a listener; whoever implements it must be quick. */
public interface HttpObserver {
    /** Hears nothing. */
    HttpObserver NONE = new HttpObserver() {
        @Override
        public void answered(String method, @Nullable String route, int status, long nanos) {}

        @Override
        public void shed(Gate gate) {}
    };

    /** Where a call was turned away before anything was done for it. */
    enum Gate {
        /** Too many calls of the API under way. */
        API,
        /** Too many pages and banks' messages under way. */
        PAGES,
        /** The merchant's own quota. */
        QUOTA
    }

    /**
     * An exchange has ended.
     *
     * @param route the template of the path, such as {@code /v1/payments/:id}; null where none took the call
     * @param status 0: the client left before its answer
     * @param nanos from the request's headers to the end of the answer
     */
    void answered(String method, @Nullable String route, int status, long nanos);

    void shed(Gate gate);
}
