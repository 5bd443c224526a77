package dev.tongfu.http;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** Rules between the fields of one body. */
final class BodyRules {
    private BodyRules() {}

    /** Page mode needs where the browser posts the result to. */
    static List<FieldError> addressesFitResultMode(Body body) {
        boolean page = body.text("result_mode").equals("page");
        if (page && !body.has("return_url")) {
            return error("return_url", "required", "return_url is required with result_mode page");
        }
        if (page && body.has("notify_url")) {
            return error("notify_url", "not-allowed", "notify_url goes with result_mode server only");
        }
        if (!page && !body.has("notify_url")) {
            return error("notify_url", "required", "notify_url is required with result_mode server");
        }
        return List.of();
    }

    static List<FieldError> cardOnlyWithKcode(Body body) {
        boolean kcode = body.text("kind").equals("kcode");
        if (kcode && !body.has("card")) {
            return error("card", "required", "card is required with kind kcode");
        }
        if (!kcode && body.has("card")) {
            return error("card", "not-allowed", "card goes with kind kcode only");
        }
        return List.of();
    }

    static List<FieldError> onePaymentNamed(Body body) {
        if (body.has("payment_id") == body.has("order_no")) {
            return error("payment_id", "one-of", "give exactly one of payment_id and order_no");
        }
        return List.of();
    }

    static List<FieldError> fromBeforeTo(Body body) {
        var from = OffsetDateTime.parse(body.text("from"));
        var to = OffsetDateTime.parse(body.text("to"));
        return from.isBefore(to) ? List.of() : error("to", "bad-value", "to must be after from");
    }

    static Function<Body, List<FieldError>> neededInMode(String mode, String... names) {
        return body -> {
            var errors = new ArrayList<FieldError>();
            for (String name : names) {
                if (body.text("mode").equals(mode) && !body.has(name)) {
                    errors.addAll(error(name, "required", name + " is required with mode " + mode));
                }
            }
            return errors;
        };
    }

    /** No number twice among the members of an array. */
    static Function<Body, List<FieldError>> distinct(String array, String name) {
        return body -> {
            var errors = new ArrayList<FieldError>();
            var seen = new HashSet<String>();
            int index = 0;
            for (Body member : body.objects(array)) {
                if (!seen.add(member.text(name))) {
                    errors.addAll(error(array + "/" + index + "/" + name, "duplicate", name + " is there twice"));
                }
                index++;
            }
            return errors;
        };
    }

    private static List<FieldError> error(String name, String code, String detail) {
        return List.of(new FieldError("/" + name, code, detail));
    }
}
