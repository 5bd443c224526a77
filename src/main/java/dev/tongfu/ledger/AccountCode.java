package dev.tongfu.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The chart of accounts: each code's normal side, its floor, whether its balance may be split into slots, and what
 * its key is made of.
 *
 * <p>A hard floor is a CHECK in the database and refuses everyone. A soft floor is tested only by what a merchant or
 * an operator starts; evidence is never refused by a floor.
 */
public enum AccountCode {
    BANK_RECEIVABLE(1101, Floor.NONE, true, Key.CHANNEL_AND_BANK_DATE),
    BANK_CASH(1102, Floor.NONE, true, Key.CHANNEL),
    PREAUTH_HELD(1103, Floor.NONE, true, Key.CHANNEL),
    SHORTAGE(1201, Floor.NONE, false, Key.CHANNEL),
    MERCHANT_PENDING(2101, Floor.SOFT, false, Key.MERCHANT),
    MERCHANT_AVAILABLE(2102, Floor.HARD, false, Key.MERCHANT),
    MERCHANT_RESERVE(2103, Floor.HARD, false, Key.MERCHANT),
    MERCHANT_FROZEN(2104, Floor.HARD, false, Key.MERCHANT),
    REFUNDS_IN_FLIGHT(2201, Floor.NONE, true, Key.CHANNEL),
    PAYOUTS_IN_FLIGHT(2202, Floor.NONE, false, Key.CHANNEL),
    SURPLUS(2301, Floor.NONE, false, Key.CHANNEL),
    LATE_PAYMENTS(2303, Floor.HARD, false, Key.CHANNEL),
    DUPLICATE_PAYMENTS(2304, Floor.HARD, false, Key.CHANNEL),
    BANK_FEE_PAYABLE(2401, Floor.NONE, false, Key.CHANNEL),
    OWN_FUNDS(3101, Floor.NONE, false, Key.HOUSE),
    FEE_INCOME(4101, Floor.NONE, true, Key.HOUSE),
    OTHER_INCOME(4901, Floor.NONE, false, Key.HOUSE),
    BANK_FEE_EXPENSE(5101, Floor.NONE, true, Key.CHANNEL),
    DIFFERENCES(5102, Floor.NONE, false, Key.CHANNEL),
    LOSSES(5901, Floor.NONE, false, Key.HOUSE);

    /** How far below zero the free balance may go. */
    public enum Floor {
        NONE,
        SOFT,
        HARD
    }

    /** What the account's key names. */
    public enum Key {
        CHANNEL,
        CHANNEL_AND_BANK_DATE,
        MERCHANT,
        HOUSE
    }

    private final int number;
    private final Floor floor;
    private final boolean slotted;
    private final Key key;

    AccountCode(int number, Floor floor, boolean slotted, Key key) {
        this.number = number;
        this.floor = floor;
        this.slotted = slotted;
        this.key = key;
    }

    public int number() {
        return number;
    }

    /** 1xxx and 5xxx: balance = debits − credits; all others: credits − debits. */
    public boolean debitNormal() {
        return number < 2000 || number >= 5000;
    }

    public Floor floor() {
        return floor;
    }

    public boolean slotted() {
        return slotted;
    }

    public Key key() {
        return key;
    }

    /** 1103 and 2201: their posted balance is always zero, their pending balance is what is open. */
    public boolean passThrough() {
        return this == PREAUTH_HELD || this == REFUNDS_IN_FLIGHT;
    }

    /** The floor that the database holds; null when there is none, or a soft one. */
    @Nullable
    Long hardFloor() {
        return floor == Floor.HARD ? Long.valueOf(0) : null;
    }
}
