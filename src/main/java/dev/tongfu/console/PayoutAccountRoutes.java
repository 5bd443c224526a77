package dev.tongfu.console;

import dev.tongfu.http.ProblemCode;
import dev.tongfu.merchant.Author;
import dev.tongfu.merchant.Outcome;
import dev.tongfu.merchant.PayoutAccounts;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where merchants are paid: proposed from a terminal, decided here by another operator, shown masked. */
public final class PayoutAccountRoutes implements AdminRoutes {
    private static final String ONE = "/admin/v1/payout-accounts/:merchant/:version";

    private final PayoutAccounts accounts;
    private final Duration cooling;

    /** @param cooling from the approval to the first use */
    public PayoutAccountRoutes(PayoutAccounts accounts, Duration cooling) {
        this.accounts = accounts;
        this.cooling = cooling;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.get("/admin/v1/payout-accounts").handler(access.viewers()).handler(context -> {
            AdminQuery.handle(context, access, () -> list(context));
        });
        router.post(ONE + "/approve").handler(access.approvals()).handler(context -> {
            AdminQuery.end(context, decide(context, access, true));
        });
        router.post(ONE + "/reject").handler(access.checkers()).handler(context -> {
            AdminQuery.end(context, decide(context, access, false));
        });
    }

    private Future<Void> list(RoutingContext context) {
        return accounts.list(
                        AdminQuery.text(context, "merchant").orElse(null),
                        AdminQuery.text(context, "status").orElse(null),
                        AdminQuery.limit(context, ListParameters.LIMIT_MAX))
                .compose(found -> {
                    var data = new JsonArray();
                    found.forEach(version -> data.add(json(version)));
                    return AdminAnswer.send(
                            context, new JsonObject().put("data", data).putNull("next"));
                });
    }

    private Future<Void> decide(RoutingContext context, OperatorAccess access, boolean approve) {
        String merchant = context.pathParam("merchant");
        var version = Optional.of(context.pathParam("version")).filter(text -> text.matches("[1-9][0-9]{0,8}"));
        if (version.isEmpty()) {
            return AdminAnswer.refused(context, access, ProblemCode.NOT_FOUND, "");
        }
        int number = Integer.parseInt(version.get());
        var author = new Author(access.operator(context).actor(), AdminBody.reason(context));
        return proposer(merchant, number).compose(proposer -> {
            if (approve && proposer.filter(author.actor()::equals).isPresent()) {
                return AdminAnswer.refused(context, access, ProblemCode.SAME_OPERATOR, "");
            }
            Future<Outcome<PayoutAccounts.Version>> decided = approve
                    ? accounts.approve(author, merchant, number, cooling)
                    : accounts.reject(author, merchant, number);
            return decided.compose(outcome -> outcome.match(
                    done -> AdminAnswer.send(context, json(done)),
                    sentence -> AdminAnswer.refused(context, access, ProblemCode.WRONG_STATE, sentence + ".")));
        });
    }

    private Future<Optional<String>> proposer(String merchant, int version) {
        return accounts.list(merchant, "proposed", 1)
                .map(found -> found.stream()
                        .filter(one -> one.version() == version)
                        .map(PayoutAccounts.Version::proposedBy)
                        .findFirst());
    }

    private static JsonObject json(PayoutAccounts.Version version) {
        return new JsonObject()
                .put("merchant_id", version.merchantId())
                .put("version", version.version())
                .put("account_masked", version.masked())
                .put("status", version.status())
                .put("proposed_by", version.proposedBy())
                .put("proposed_at", version.proposedAt().toString())
                .put("decided_by", version.decidedBy())
                .put("decided_at", text(version.decidedAt()))
                .put("usable_from", text(version.usableFrom()));
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
