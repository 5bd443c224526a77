package dev.tongfu.console;

import dev.tongfu.http.BodyShape;
import dev.tongfu.http.Field;
import dev.tongfu.http.FieldError;
import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.http.StrictJson;
import dev.tongfu.merchant.Author;
import dev.tongfu.merchant.PayerAccounts;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Keeps the account of a payer, which a proposal then names by its id. */
public final class PayerAccountRoutes implements AdminRoutes {
    private static final BodyShape SHAPE = BodyShape.of(
            "PayerAccount",
            Field.text("merchant_id", "^[A-Za-z0-9_-]{1,64}$"),
            Field.text("bank_name", 1, 90),
            Field.text("account_no", "^[A-Z0-9]{6,34}$"),
            Field.text("holder", 1, 90),
            Field.text("reason", 1, 250));

    private final PayerAccounts payers;
    private final StrictJson json;

    public PayerAccountRoutes(PayerAccounts payers, StrictJson json) {
        this.payers = payers;
        this.json = json;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.post("/admin/v1/payer-accounts")
                .handler(access.makers())
                .handler(context -> AdminQuery.handle(context, access, () -> keep(context, access)));
    }

    private Future<Void> keep(RoutingContext context, OperatorAccess access) {
        Buffer sent = context.body().buffer();
        var reading = json.read(sent == null ? Buffer.buffer() : sent, SHAPE);
        if (reading instanceof StrictJson.Reading.Faulty faulty) {
            return AdminAnswer.refused(context, access, faulty.problem());
        }
        var body = ((StrictJson.Reading.Valid) reading).body();
        var author = new Author(access.operator(context).actor(), body.text("reason"));
        var given = new PayerAccounts.Given(body.text("bank_name"), body.text("account_no"), body.text("holder"));
        return payers.keep(author, body.text("merchant_id"), given)
                .compose(outcome -> outcome.match(
                        kept -> AdminAnswer.send(context, 201, json(kept)),
                        sentence -> AdminAnswer.refused(context, access, problem(sentence))));
    }

    private static JsonObject json(PayerAccounts.Kept kept) {
        return new JsonObject()
                .put("id", kept.id())
                .put("merchant_id", kept.merchantId())
                .put("account_masked", kept.masked());
    }

    private static Problem problem(String sentence) {
        return Problem.of(ProblemCode.INVALID_FIELDS, List.of(new FieldError("", "bad-value", sentence)));
    }
}
