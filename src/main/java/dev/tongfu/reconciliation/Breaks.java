package dev.tongfu.reconciliation;

import dev.tongfu.reconciliation.Findings.Matched;
import dev.tongfu.reconciliation.Findings.OpenLine;
import dev.tongfu.reconciliation.Findings.Ours;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Makes break rows from what they are about. */
final class Breaks {
    private final String channelId;

    Breaks(String channelId) {
        this.channelId = channelId;
    }

    /** Of a line as a whole, which is in suspense; {@code about} is what of ours it names, if anything. */
    Break ofLine(
            OpenLine line, LocalDate home, String code, String rule, long suspense, boolean in, @Nullable Ours about) {
        return new Break(
                Break.id(channelId, home, code, line.lineId()),
                home,
                code,
                "open",
                in,
                Math.max(1, suspense),
                line.currency(),
                in ? Break.SURPLUS : Break.SHORTAGE,
                suspense,
                0,
                line.lineId(),
                line.lineNo(),
                null,
                line.ourRef(),
                line.bankRef(),
                about == null ? null : about.merchantId(),
                about == null ? null : about.paymentId(),
                about == null ? null : about.resourceId(),
                rule,
                of(line).put("movement", about == null ? null : about.transferId()));
    }

    /** The same reference in the other direction: the line and, while nothing else states it, ours are in suspense. */
    Break ofKind(OpenLine line, LocalDate home, @Nullable Ours ours) {
        var about = ofLine(line, home, "kind", "other_direction", line.amount(), line.in(), line.opposite());
        if (ours == null) {
            return about;
        }
        return new Break(
                about.id(),
                home,
                about.code(),
                about.status(),
                about.in(),
                about.amount(),
                about.currency(),
                about.side(),
                Math.addExact(about.suspense(), ours.amount()),
                0,
                about.lineId(),
                about.lineNo(),
                ours.transferId(),
                about.ourRef(),
                about.bankRef(),
                about.merchantId(),
                about.paymentId(),
                about.resourceId(),
                about.rule(),
                about.evidence());
    }

    /** Of a movement that no line states. */
    Break ofMovement(Ours ours, String code, String status, String rule, long suspense, long frozen) {
        return new Break(
                Break.id(channelId, ours.bankDate(), code, ours.transferId()),
                ours.bankDate(),
                code,
                status,
                ours.in(),
                ours.amount(),
                ours.currency(),
                suspense == 0 ? null : ours.in() ? Break.SHORTAGE : Break.SURPLUS,
                suspense,
                frozen,
                null,
                null,
                ours.transferId(),
                ours.ourRef(),
                ours.bankRef(),
                ours.merchantId(),
                ours.paymentId(),
                ours.resourceId(),
                rule,
                new JsonObject().put("transfer", ours.transferId()).put("template", ours.template()));
    }

    /** Of a line and its movement that differ by an amount. */
    Break ofMatch(Matched match, String code, String status, long difference, @Nullable String side, long suspense) {
        var ours = match.ours();
        return new Break(
                Break.id(channelId, match.home(), code, match.lineId()),
                match.home(),
                code,
                status,
                ours.in(),
                Math.max(1, difference),
                ours.currency(),
                side,
                suspense,
                0,
                match.lineId(),
                match.lineNo(),
                null,
                ours.ourRef(),
                ours.bankRef(),
                ours.merchantId(),
                ours.paymentId(),
                ours.resourceId(),
                match.rule(),
                new JsonObject()
                        .put("transfer", ours.transferId())
                        .put("ours", ours.amount())
                        .put("bank", match.lineAmount())
                        .put("fee", match.fee())
                        .put("expected_fee", match.expectedFee())
                        .put("our_date", ours.bankDate().toString()));
    }

    private static JsonObject of(OpenLine line) {
        return new JsonObject()
                .put("line", line.lineId())
                .put("kind", line.kind())
                .put("amount", line.amount())
                .put("fee", line.fee());
    }
}
