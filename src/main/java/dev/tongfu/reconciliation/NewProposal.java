package dev.tongfu.reconciliation;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What an operator proposes.
 *
 * @param template {@code T1} to {@code T16}
 * @param variant which of the template's
 * @param reason why, for the record
 */
public record NewProposal(
        String template,
        String variant,
        ProposalParameters parameters,
        String reason,
        @Nullable Evidence evidence) {
    /** A file that shows why. */
    public record Evidence(String name, Buffer content) {}
}
