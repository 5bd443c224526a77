package dev.tongfu.bank;

/** Hears of every call at a bank; whoever implements it must be quick. */
public interface BankObserver {
    /** Hears nothing. */
    BankObserver NONE = new BankObserver() {
        @Override
        public void begun(String bank) {}

        @Override
        public void ended(String bank, String operation, String outcome, long nanos) {}
    };

    /** A call goes out; {@link #ended} follows, once. */
    void begun(String bank);

    /**
     * The call has an outcome.
     *
     * @param operation such as {@code order}, {@code query} or {@code refund}
     * @param outcome the kind of the reply, such as {@code paid} or {@code unknown}
     */
    void ended(String bank, String operation, String outcome, long nanos);
}
