package dev.tongfu.http;

import dev.tongfu.notification.UrlRules;
import java.util.List;
import java.util.Optional;

/** What a merchant's addresses must look like is said at once; what they resolve to is checked at each dial. */
final class AddressChecks {
    private final UrlRules urls;

    AddressChecks(UrlRules urls) {
        this.urls = urls;
    }

    /** Why the body's {@code notify_url} or {@code return_url}, as far as it has them, may not be used. */
    Optional<ApiAnswer> refusal(String merchantId, Body body) {
        var notify = body.optionalText("notify_url")
                .flatMap(url -> urls.refusalToNotify(merchantId, url))
                .map(reason -> refused("/notify_url", reason));
        return notify.or(() -> body.optionalText("return_url")
                .flatMap(url -> urls.refusalToShow(merchantId, url))
                .map(reason -> refused("/return_url", reason)));
    }

    private static ApiAnswer refused(String pointer, String reason) {
        return ApiAnswer.refused(
                Problem.of(ProblemCode.URL_REFUSED, List.of(new FieldError(pointer, "url-refused", reason))));
    }
}
