package dev.tongfu.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the listener offers.
 *
 * @param failures which problem a failed future of a handler means; empty for the general one
 */
public record Features(
        List<ApiRoutes> api, List<PageRoutes> pages, Function<Throwable, Optional<ProblemCode>> failures) {
    public Features {
        api = List.copyOf(api);
        pages = List.copyOf(pages);
    }
}
