package dev.tongfu.crypto;

/**
 * A key, certificate or key file that can't be used, said in one sentence fit for an operator.
 *
 * <p>The message never holds key material or a password.
 */
public final class UnreadableKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableKeyException(String message) {
        super(message);
    }

    public UnreadableKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
