package dev.tongfu.db;

/** Tells a database that is away or too busy from a fault of the program. */
public final class Outage {
    private Outage() {}

    /** True where the same statement may well succeed a little later; whether it did already is not known. */
    public static boolean is(Throwable failure) {
        var kind = FailureKind.of(failure);
        return kind == FailureKind.UNKNOWN || kind == FailureKind.PASSING;
    }
}
