package dev.tongfu.payment;

import dev.tongfu.db.BatchWork;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Items that contend for a row: those of one group in one transaction, which holds it once. Where they can't be written
 * together, each is written alone.
 *
 * <p>All of it may run twice with the same items and must then write nothing twice.
 */
abstract class GroupedWork<I, O> implements BatchWork<I, O> {

    /** Whose row an item needs. */
    abstract String group(I item);

    /** Writes all of several or nothing; false: nothing was written. */
    abstract Future<Boolean> together(List<I> group);

    /** The outcome of an item that was written with others. */
    abstract O written(I item);

    abstract Future<O> alone(I item);

    @Override
    public final Future<Map<String, O>> execute(List<I> items) {
        Map<String, List<I>> groups = new TreeMap<>();
        items.forEach(item ->
                groups.computeIfAbsent(group(item), name -> new ArrayList<>()).add(item));
        Map<String, O> outcomes = new HashMap<>();
        Future<Void> chain = Future.succeededFuture();
        for (var group : groups.values()) {
            chain = chain.compose(done -> execute(group, groups.size() == 1, outcomes));
        }
        return chain.map(done -> outcomes);
    }

    /** A group that fails beside others is left out, as they may be written already, and so comes again by itself. */
    private Future<Void> execute(List<I> group, boolean only, Map<String, O> outcomes) {
        return (group.size() == 1 ? Future.succeededFuture(false) : together(group))
                .compose(done -> {
                    if (done) {
                        group.forEach(item -> outcomes.put(key(item), written(item)));
                        return Future.<Void>succeededFuture();
                    }
                    return oneByOne(group, only && group.size() == 1, outcomes);
                })
                .recover(failure -> only ? Future.failedFuture(failure) : Future.succeededFuture());
    }

    /** What fails beside others is left out, and so comes again by itself. */
    private Future<Void> oneByOne(List<I> group, boolean only, Map<String, O> outcomes) {
        Future<Void> chain = Future.succeededFuture();
        for (var item : group) {
            chain = chain.compose(done -> alone(item)
                    .onSuccess(outcome -> outcomes.put(key(item), outcome))
                    .<Void>mapEmpty()
                    .recover(failure -> only ? Future.failedFuture(failure) : Future.succeededFuture()));
        }
        return chain;
    }

    /** A lost answer is asked again by doing it again. */
    @Override
    public final Future<Map<String, O>> reread(List<I> items) {
        return Future.succeededFuture(Map.of());
    }

    /** A second item of a key is decided on what the first one left. */
    @Override
    public final Optional<O> repeated(I second, I first, O outcome) {
        return Optional.empty();
    }
}
