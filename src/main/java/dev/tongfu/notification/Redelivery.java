package dev.tongfu.notification;

/** What became of a wish to send a notification again. */
public enum Redelivery {
    /** A new series of tries begins. */
    ACCEPTED,
    /** There is none of this id. */
    NOT_FOUND,
    /** It waits or is under way already. */
    NOT_IN_STATE,
    /** Older than may be sent again. */
    TOO_OLD,
    /** The merchant has no address for it. */
    NO_ADDRESS,
    /** The payer asked a moment ago. */
    TOO_SOON
}
