package dev.tongfu.audit;

import io.vertx.core.json.JsonObject;

/**
 * Something an operator did, to be put on record.
 *
 * @param actor who: {@code operator:alice}, or {@code terminal:root} for a command line
 * @param action what, such as {@code merchant.key-revoke}
 * @param object on what: an id
 * @param reason why; may be empty where nobody was asked
 * @param detail the values set; never a secret
 */
public record AuditAct(String actor, String action, String object, String reason, JsonObject detail) {
    public AuditAct {
        detail = detail.copy();
    }

    @Override
    public JsonObject detail() {
        return detail.copy();
    }
}
